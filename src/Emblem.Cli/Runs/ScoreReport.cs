using Emblem.Foundation;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>A share of right answers for <c>--json</c>.</summary>
/// <param name="Accuracy">0 to 1.</param>
/// <param name="Right">Right answers.</param>
/// <param name="Count">All answers.</param>
/// <param name="Interval">The 95% interval; null where the pictures chose the model: no interval says how optimistic that is.</param>
internal sealed record ScoreReport(double Accuracy, int Right, int Count, IReadOnlyList<double>? Interval)
{
    public static ScoreReport Of(RunScore score) =>
        new(score.Answers.Score, score.Answers.Right, score.Answers.Count, score.IsOptimistic ? null : [score.Answers.Low, score.Answers.High]);

    /// <summary>Of pictures that chose nothing.</summary>
    public static ScoreReport Of(ScoreInterval score) => Of(new RunScore(score, IsOptimistic: false));
}
