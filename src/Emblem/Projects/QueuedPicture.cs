using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>A picture on which nothing is decided and that somebody should look at.</summary>
/// <param name="Name">Its path below <see cref="ProjectFolder.Verified"/>, with <c>/</c>.</param>
/// <param name="Label">Its class as it is now.</param>
/// <param name="Cause">What speaks most against it.</param>
/// <param name="Reasons">All that speaks against it, in words.</param>
public sealed record QueuedPicture(string Name, string Label, QueueCause Cause, IReadOnlyList<string> Reasons)
{
    /// <summary><inheritdoc cref="QueuedPicture" path="/param[@name='Reasons']/node()"/></summary>
    public IReadOnlyList<string> Reasons { get; init => field = Listing.Of(value); } = Listing.Of(Reasons);

    /// <summary>The class that a review would give it; null where it has no suggestion.</summary>
    public string? SuggestedLabel { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Label} ({string.Join("; ", Reasons)})";
}

/// <summary>Why a picture is in the queue; the first are the most worth a look.</summary>
public enum QueueCause
{
    /// <summary>A copy of it has another label: one of the labels is wrong.</summary>
    OtherLabel,

    /// <summary>A review found something against its label, or nothing that is like it.</summary>
    Review,

    /// <summary>A copy of it lies on another side of a split: a score on it says nothing.</summary>
    OtherSet,

    /// <summary>It is a copy of another picture of its class.</summary>
    Copy,

    /// <summary>It cannot be read, or is empty, blurred, dark, washed out, tiny or a strip.</summary>
    Health,
}
