using Emblem.Augmentation;

namespace Emblem.Export;

/// <summary>From rows of logits to probabilities, and from the views of a picture to its one answer.</summary>
internal static class ClassProbabilities
{
    /// <summary>The softmax of each row, computed in double precision: the same on every processor.</summary>
    public static float[] Softmax(ReadOnlySpan<float> logits, int classes)
    {
        var probabilities = new float[logits.Length];
        var powers = new double[classes];
        for (int row = 0; row < logits.Length; row += classes)
        {
            float largest = logits[row];
            for (int i = 1; i < classes; i++)
                largest = Math.Max(largest, logits[row + i]);
            double sum = 0;
            for (int i = 0; i < classes; i++)
                sum += powers[i] = Math.Exp((double)logits[row + i] - largest);
            for (int i = 0; i < classes; i++)
                probabilities[row + i] = (float)(powers[i] / sum);
        }

        return probabilities;
    }

    /// <summary>The weighted mean of the views' probabilities, [views, classes] to [classes].</summary>
    public static float[] Average(IReadOnlyList<TestTimeView> views, ReadOnlySpan<float> rows)
    {
        var mean = new float[rows.Length / views.Count];
        for (int label = 0; label < mean.Length; label++)
        {
            double sum = 0;
            for (int view = 0; view < views.Count; view++)
                sum += views[view].Weight * rows[(view * mean.Length) + label];
            mean[label] = (float)sum;
        }

        return mean;
    }
}
