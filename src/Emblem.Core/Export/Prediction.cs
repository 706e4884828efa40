using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>What a model answers for one picture: a probability for each class, or the reason why there is none.</summary>
/// <param name="File">The picture as the caller named it, or as <see cref="GivenPictures"/> did; for a folder alone, its path below it with <c>/</c>.</param>
/// <param name="Classes">The model's class names, in index order.</param>
/// <param name="Probabilities">One a class, adding up to 1; empty when the picture could not be read, or the model computed no numbers.</param>
/// <param name="Reason">Why there is no answer, or null when there is one.</param>
public sealed record Prediction(string File, IReadOnlyList<string> Classes, IReadOnlyList<float> Probabilities, string? Reason)
{
    /// <summary><inheritdoc cref="Prediction" path="/param[@name='Classes']/node()"/></summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of(Classes);

    /// <summary><inheritdoc cref="Prediction" path="/param[@name='Probabilities']/node()"/></summary>
    public IReadOnlyList<float> Probabilities { get; init => field = Listing.Of(value); } = Listing.Of(Probabilities);

    /// <summary>The file that was read, by the path that it was given by; null for bytes, a stream or a decoded picture.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the model saw the picture and answered with numbers; else <see cref="Reason"/> says why not, and all of the answer is empty.</summary>
    public bool IsAnswer => Reason is null;

    /// <summary>The index of the most probable class, or −1 without an answer; the first of equals.</summary>
    public int Index => Probabilities.Count == 0 ? -1 : Probabilities.Index().MaxBy(p => p.Item).Index;

    /// <summary>The most probable class, or null without an answer.</summary>
    public string? Label => Index < 0 ? null : Classes[Index];

    /// <summary>The probability of <see cref="Label"/>; 0 without an answer, so look at <see cref="IsAnswer"/> first.</summary>
    public float Confidence => Index < 0 ? 0 : Probabilities[Index];

    /// <inheritdoc/>
    public override string ToString() => IsAnswer ? $"{File}: {Label} ({ValueText.Number(Confidence)})" : $"{File}: no answer, {Reason}";
}
