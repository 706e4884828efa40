namespace Emblem.Training.Fitting;

/// <summary>Mean and deviation of each feature over some rows, as scikit-learn's <c>StandardScaler</c> takes them: the deviation over n, and 1 where nothing varies.</summary>
internal sealed record Standardisation(double[] Mean, double[] Scale)
{
    public static Standardisation Of(IReadOnlyList<float[]> rows)
    {
        int width = rows[0].Length;
        var mean = new double[width];
        var scale = new double[width];
        foreach (float[] row in rows)
        {
            for (int i = 0; i < width; i++)
                mean[i] += row[i] / (double)rows.Count;
        }

        foreach (float[] row in rows)
        {
            for (int i = 0; i < width; i++)
                scale[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / rows.Count;
        }

        // Rounding alone can give a feature that never varies a deviation: below this it is noise, and dividing by it would make it large.
        for (int i = 0; i < width; i++)
            scale[i] = Math.Sqrt(scale[i]) is var deviation && deviation > 1e-7 * Math.Max(1e-30, Math.Abs(mean[i])) ? deviation : 1;
        return new Standardisation(mean, scale);
    }

    /// <summary>Row after row.</summary>
    public double[] Apply(IReadOnlyList<float[]> rows)
    {
        var standard = new double[rows.Count * Mean.Length];
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> values = rows[row];
            Span<double> to = standard.AsSpan(row * Mean.Length, Mean.Length);
            for (int i = 0; i < to.Length; i++)
                to[i] = (values[i] - Mean[i]) / Scale[i];
        }

        return standard;
    }
}
