using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Projects;

/// <summary>How far a class of a project is collected, from its files alone.</summary>
/// <param name="Class">What its pictures show.</param>
public sealed record CollectedClass(string Class)
{
    /// <summary>What its list is called; null for a class without one.</summary>
    public string? Source { get; init; }

    /// <summary>Addresses that count: those of its list, up to the limit.</summary>
    public int Addresses { get; init; }

    /// <summary>Of those, the ones whose answer is not written down yet.</summary>
    public int Waiting { get; init; }

    /// <summary>Addresses without a picture, and why.</summary>
    public IReadOnlyList<DownloadRecord> Missing { get; init => field = Listing.Of(value); } = Listing.Of<DownloadRecord>([]);

    /// <summary>Lines of the list that are not asked for, and why.</summary>
    public IReadOnlyList<UrlProblem> LeftOutLines { get; init => field = Listing.Of(value); } = Listing.Of<UrlProblem>([]);

    /// <summary>Files that came from the network or lie in its folder since the terminal put them there.</summary>
    public int Fetched { get; init; }

    /// <summary>Files that were added.</summary>
    public int Added { get; init; }

    /// <summary>Files that nobody has looked into yet.</summary>
    public int Unchecked { get; init; }

    /// <summary>Good copies to train on.</summary>
    public int Good { get; init; }

    /// <summary>Pictures that lie among the good copies and were put there by a person or another program: nobody has looked into them, and they are trained on like the others.</summary>
    public int ByHand { get; init; }

    /// <summary>Of the good ones, those that are another's copy: all of a group but its first.</summary>
    public int Duplicates { get; init; }

    /// <summary>Files that are no good, and why.</summary>
    public IReadOnlyList<VerificationRecord> Refused { get; init => field = Listing.Of(value); } = Listing.Of<VerificationRecord>([]);

    /// <summary>Good files that were left alone, since over half of the class are none: they wait for somebody to say that this is right.</summary>
    public int Held { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Class}: {ValueText.Count(Good)} good of {ValueText.Count(Fetched + Added)}, {ValueText.Count(Duplicates)} of them copies; {ValueText.Count(Missing.Count)} not to be had";
}
