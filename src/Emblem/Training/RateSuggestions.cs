namespace Emblem.Training;

/// <summary>The rules that read a rate off a range test.</summary>
internal static class RateSuggestions
{
    // fast.ai plots and judges without the first 10 and the last 5 of its 100: the start is noise, the end is the explosion.
    private const int StepsToOneSkippedAtStart = 10;
    private const int StepsToOneSkippedAtEnd = 20;

    /// <param name="rates">Of each batch.</param>
    /// <param name="losses">Smoothed, of each batch.</param>
    /// <param name="steps">Batches that the test would have had without an explosion.</param>
    public static LearningRateSearch From(IReadOnlyList<double> rates, IReadOnlyList<double> losses, int steps)
    {
        int start = steps / StepsToOneSkippedAtStart;
        int used = losses.Count - start - (steps / StepsToOneSkippedAtEnd);
        if (used < 2)
            return new LearningRateSearch(rates, losses, null, null, null, null);
        double[] x = [.. rates.Skip(start).Take(used)];
        double[] y = [.. losses.Skip(start).Take(used)];
        return new LearningRateSearch(
            rates,
            losses,
            MinimumGradient: At(x, SmallestIndex(Gradient(y, i => i))),
            MinimumLossOverTen: At(x, SmallestIndex(y)) / 10,
            Valley: At(x, Valley(y)),
            Steepest: At(x, SmallestIndex(Gradient(y, i => Math.Log(x[i])))));
    }

    private static double? At(double[] rates, int? index) => index is { } i ? rates[i] : null;

    /// <summary>Central differences, one-sided at the ends, as NumPy's <c>gradient</c>.</summary>
    private static double[] Gradient(double[] y, Func<int, double> position) =>
    [
        .. y.Select((_, i) =>
        {
            int before = Math.Max(0, i - 1);
            int after = Math.Min(y.Length - 1, i + 1);
            return (y[after] - y[before]) / (position(after) - position(before));
        }),
    ];

    private static int? SmallestIndex(double[] values)
    {
        int? best = null;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]) && (best is null || values[i] < values[best.Value]))
                best = i;
        }

        return best;
    }

    /// <summary>
    /// fastai 2's rule: the longest chain of losses of which each is below the one before it, not necessarily neighbours; of a stretch as long
    /// as the chain that ends where it ends, the middle. Takes n² steps for at most 100 losses.
    /// </summary>
    private static int? Valley(double[] y)
    {
        int[] length = [.. Enumerable.Repeat(1, y.Length)];
        int end = 0;
        for (int i = 1; i < y.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (y[i] < y[j])
                    length[i] = Math.Max(length[i], length[j] + 1);
            }

            if (length[i] > length[end])
                end = i;
        }

        double third = length[end] / 3.0;
        return length[end] < 2 ? null : Math.Max(0, end - length[end]) + (int)third + (int)(third / 2);
    }
}
