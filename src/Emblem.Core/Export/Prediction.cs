using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>
/// What a model answers for one picture: a probability for each class, or the reason why there is none. A picture of something else entirely,
/// <see cref="IsNeither"/>, and one that the model is not sure enough of, <see cref="IsUnsure"/>, have both: what the classes make of it, and a reason not to go by that.
/// </summary>
/// <param name="File">The picture as the caller named it, or as <see cref="GivenPictures"/> did; for a folder alone, its path below it with <c>/</c>.</param>
/// <param name="Classes">The model's class names, in index order.</param>
/// <param name="Probabilities">One a class, adding up to 1; empty when the picture could not be read, or the model computed no numbers.</param>
/// <param name="Reason">Why there is no answer, or none to go by; null when there is one.</param>
public sealed record Prediction(string File, IReadOnlyList<string> Classes, IReadOnlyList<float> Probabilities, string? Reason)
{
    /// <summary><inheritdoc cref="Prediction" path="/param[@name='Classes']/node()"/></summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of(Classes);

    /// <summary><inheritdoc cref="Prediction" path="/param[@name='Probabilities']/node()"/></summary>
    public IReadOnlyList<float> Probabilities { get; init => field = Listing.Of(value); } = Listing.Of(Probabilities);

    /// <summary>The file that was read, by the path that it was given by; null for bytes, a stream or a decoded picture.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// How far the picture is from those that taught the model, as a share of the distance that hardly any picture of the classes exceeds; null where the
    /// model keeps nothing to tell by, as older models, or there is no number.
    /// </summary>
    public double? Novelty { get; init; }

    /// <summary>
    /// Whether the picture is like nothing that the model learned from, so probably neither of its classes: <see cref="Novelty"/> above 1. The label is then
    /// the class that it is most like, and scores that compare labels count it as any other.
    /// </summary>
    public bool IsNeither => Novelty > 1;

    /// <summary>What the most probable class must have for the model to answer, 0 to 1, as its file says; 0 where it always answers.</summary>
    public double Threshold { get; init; }

    /// <summary>
    /// Whether the most probable class has less than <see cref="Threshold"/>, so that the model would be wrong too often if it answered such pictures. The label
    /// stays that class, and scores that compare labels count it as any other. A picture that is <see cref="IsNeither"/> is not this as well.
    /// </summary>
    public bool IsUnsure => Index >= 0 && Confidence < Threshold && !IsNeither;

    /// <summary>
    /// Whether the model answered: it saw the picture, computed numbers, and the picture is neither <see cref="IsNeither"/> nor <see cref="IsUnsure"/>. Else
    /// <see cref="Reason"/> says why not.
    /// </summary>
    public bool IsAnswer => Reason is null;

    /// <summary>The index of the most probable class, or −1 without probabilities; the first of equals.</summary>
    public int Index => Probabilities.Count == 0 ? -1 : Probabilities.Index().MaxBy(p => p.Item).Index;

    /// <summary>The most probable class, or null without probabilities.</summary>
    public string? Label => Index < 0 ? null : Classes[Index];

    /// <summary>The probability of <see cref="Label"/>; 0 without an answer, so look at <see cref="IsAnswer"/> first.</summary>
    public float Confidence => Index < 0 ? 0 : Probabilities[Index];

    /// <inheritdoc/>
    public override string ToString() => IsAnswer ? $"{File}: {Label} ({ProbabilityText.Number(Confidence, 4)})"
        : IsNeither ? $"{File}: neither, most like {Label}; {Reason}"
        : IsUnsure ? $"{File}: unsure, rather {Label}; {Reason}"
        : $"{File}: no answer, {Reason}";

    /// <summary>The same with its distance from what taught the model; a reason where that is too far.</summary>
    internal Prediction Measured(double novelty)
    {
        Prediction measured = this with { Novelty = FiniteNumbers.OrNull(novelty) };
        return measured.IsNeither ? measured with { Reason = "neither of the classes: it is like no picture that the model learned from" } : measured;
    }

    /// <summary>The same by the model's threshold; a reason where it is not sure enough.</summary>
    internal Prediction Weighed(double threshold)
    {
        Prediction weighed = this with { Threshold = threshold };
        return weighed.IsUnsure
            ? weighed with { Reason = $"unsure: {Label} has {ValueText.Number(Confidence, "0.000")}, and answers below {ValueText.Number(threshold, "0.000")} are wrong too often" }
            : weighed;
    }
}
