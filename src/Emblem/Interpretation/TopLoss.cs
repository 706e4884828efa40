using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>One of the pictures that the model found hardest.</summary>
/// <param name="Path">The file.</param>
/// <param name="Actual">Its labelled class.</param>
/// <param name="Predicted">The class that the model answered, or <see cref="NoAnswer"/>.</param>
/// <param name="Loss">Cross-entropy, in nats; no finite number where the model gave no answer.</param>
/// <param name="Probability">What the model gave the <em>actual</em> class, 0 to 1, as fast.ai titles these pictures.</param>
/// <param name="View">The picture as the network saw it: resized and cropped, not augmented. Null where only its answer is at hand, such as from folds.</param>
/// <param name="Heatmap">Grad-CAM for the actual class, or null where none was asked for.</param>
public sealed record TopLoss(
    string Path, string Actual, string Predicted, double Loss, double Probability, PixelImage? View, Heatmap? Heatmap)
{
    /// <summary>Stands for a class where the model's probabilities are no numbers.</summary>
    public const string NoAnswer = "(no answer)";

    /// <summary>Whether the model answered the labelled class.</summary>
    public bool IsRight => Predicted == Actual;

    /// <summary>What the model gave the class that it answered, 0 to 1; no number where it gave no answer.</summary>
    public double PredictedProbability { get; init; } = double.NaN;

    /// <summary>Grad-CAM for the class that the model answered: what a mistake was made by. Of a right answer it is <see cref="Heatmap"/>.</summary>
    public Heatmap? PredictedHeatmap { get; init; }

    /// <summary>One of several pictures, without its view.</summary>
    internal static TopLoss Of(IReadOnlyList<string> classes, string name, ScoredBatch scored, int picture)
    {
        (int actual, int predicted) = (scored.Actual[picture], scored.Predicted(picture));
        return new TopLoss(name, classes[actual], predicted < 0 ? NoAnswer : classes[predicted], scored.Losses[picture], scored.Probability(picture, actual), null, null)
        {
            PredictedProbability = predicted < 0 ? double.NaN : scored.Probability(picture, predicted),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Actual}{(IsRight ? ", right" : $" taken for {Predicted}")}, loss {ValueText.Number(Loss, "0.00")}, probability of {Actual} {ValueText.Number(Probability, "0.00")}";
}
