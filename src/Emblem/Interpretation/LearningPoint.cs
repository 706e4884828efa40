using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>How good models are that learned from a part of the pictures.</summary>
/// <param name="Share">The part, above 0 and at most 1, of the pictures of each class.</param>
/// <param name="Pictures">How many that were, the mean over all models.</param>
/// <param name="Accuracy">The share of held-out pictures that were right, the mean over all repetitions.</param>
/// <param name="Low">The lower end of its 95% interval for new pictures.</param>
/// <param name="High">The upper end.</param>
/// <param name="Loss">Mean cross-entropy of the held-out pictures, in nats.</param>
public sealed record LearningPoint(double Share, int Pictures, double Accuracy, double Low, double High, double Loss)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{ValueText.Number(Share * 100, "0.#")}%, {ValueText.Count(Pictures, "picture")}: {ValueText.Number(Accuracy, "0.000")} right "
        + $"(95% interval {ValueText.Number(Low, "0.000")} to {ValueText.Number(High, "0.000")}), loss {ValueText.Number(Loss, "0.000")}";
}
