namespace Emblem.Cli.Terminal;

/// <summary>A row of numbers as a line of little bars: the smallest lowest, the largest highest.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>At most so many bars, each the mean of an equal part of the values. What is no number is left out.</summary>
    public static string Draw(IReadOnlyList<double> values, int width)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        int bars = Math.Min(width, finite.Length);
        if (bars == 0)
            return "";
        double[] means = [.. Enumerable.Range(0, bars).Select(i => finite[(finite.Length * i / bars)..(finite.Length * (i + 1) / bars)].Average())];
        (double low, double high) = (means.Min(), means.Max());
        return string.Concat(means.Select(mean => Bars[high > low ? (int)Math.Round((mean - low) / (high - low) * (Bars.Length - 1)) : 0]));
    }
}
