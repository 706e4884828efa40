using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Cli.Runs;

/// <summary>A share of right answers with its 95% interval, for <c>--json</c> and for a line of text.</summary>
internal sealed record ScoreReport(double Accuracy, int Right, int Count, IReadOnlyList<double> Interval)
{
    public static ScoreReport Of(ScoreInterval score) => new(score.Score, score.Right, score.Count, [score.Low, score.High]);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Accuracy:0.000} ({Right} of {Count}; 95% interval {Interval[0]:0.000} to {Interval[1]:0.000})");
}
