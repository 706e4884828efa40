using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Cli.Runs;

/// <summary>A share of right answers, for <c>--json</c> and for a line of text.</summary>
/// <param name="Accuracy">0 to 1.</param>
/// <param name="Right">Right answers.</param>
/// <param name="Count">All answers.</param>
/// <param name="Interval">The 95% interval; null where the pictures chose the model: no interval says how optimistic that is.</param>
internal sealed record ScoreReport(double Accuracy, int Right, int Count, IReadOnlyList<double>? Interval)
{
    /// <summary>Of pictures that chose nothing.</summary>
    public static ScoreReport Of(ScoreInterval score) => new(score.Score, score.Right, score.Count, [score.Low, score.High]);

    /// <summary>Of pictures that chose the model.</summary>
    public static ScoreReport Optimistic(ScoreInterval score) => Of(score) with { Interval = null };

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Accuracy:0.000} ({Right} of {Count}{Ending})");

    private string Ending => Interval is [double low, double high]
        ? string.Create(CultureInfo.InvariantCulture, $"; 95% interval {low:0.000} to {high:0.000}")
        : "; optimistic: these pictures chose the model";
}
