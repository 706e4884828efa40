using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Interpretation;

/// <summary>A validation picture with the model's answer: a cell of fast.ai's <c>show_results</c>.</summary>
/// <param name="View">The picture as the network saw it: resized and cropped, not augmented.</param>
/// <param name="Name">Its file, below the folder that was opened.</param>
/// <param name="Actual">Its labelled class.</param>
/// <param name="Predicted">The class that the model answered, or <see cref="TopLoss.NoAnswer"/>.</param>
/// <param name="Probability">What the model gave the class that it answered, 0 to 1; no number where it gave no answer.</param>
public sealed record ClassifiedView(PixelImage View, string Name, string Actual, string Predicted, double Probability)
{
    /// <summary>Whether the model answered the labelled class.</summary>
    public bool IsRight => Predicted == Actual;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Actual}{(IsRight ? "" : $" taken for {Predicted}")}, {ValueText.Number(Probability, "0.00")}";
}
