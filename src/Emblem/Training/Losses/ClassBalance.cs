using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Training.Losses;

/// <summary>Class weights for pictures of which some classes have many more than others.</summary>
public static class ClassBalance
{
    /// <summary>
    /// Weights that let every class count the same: pictures / (classes × pictures of the class), as scikit-learn's <c>balanced</c>. A class
    /// without a training picture weighs 0.
    /// </summary>
    /// <param name="data">Of which the training pictures are counted.</param>
    public static IReadOnlyList<double> Weights(ImageData data) => Weights([.. data.Split.Training.Select(item => item.Label)], data.Classes.Count);

    internal static IReadOnlyList<double> Weights(IReadOnlyList<int> labels, int classes)
    {
        int[] counts = new int[classes];
        foreach (int label in labels)
            counts[label]++;
        return Listing.Of<double>([.. counts.Select(count => count == 0 ? 0 : (double)labels.Count / (classes * count))]);
    }
}
