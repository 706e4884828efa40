using Emblem.Foundation;
using Emblem.Interpretation;

namespace Emblem.Runs.Report;

/// <summary>From which probability on an answer is taken, and what that does on the pictures that judge.</summary>
/// <param name="Threshold">The model's own where it has one, else the one that these pictures ask for.</param>
/// <param name="Coverage">Pictures that get an answer, of all.</param>
/// <param name="Precision">Right ones, of those.</param>
/// <param name="IsModels">Whether the model goes by it itself. Then other pictures chose it, and what it does on these is plainly counted.</param>
internal sealed record Reliance(double Threshold, ScoreInterval Coverage, ScoreInterval Precision, bool IsModels)
{
    /// <summary>Null where every answer is taken, and where no threshold makes enough of them right.</summary>
    public static Reliance? Of(RunReport report, ReportedSet judged)
    {
        if (report.Model?.Answers is { Threshold: > 0 and var own })
        {
            CoveragePoint? at = judged.Coverage.Points.LastOrDefault(point => point.Threshold >= own);
            return new Reliance(own, at?.Coverage ?? ScoreInterval.Wilson(0, judged.Scored.Count), at?.Precision ?? ScoreInterval.Wilson(0, 0), IsModels: true);
        }

        return judged.Abstain is { IsReachable: true } abstain ? new Reliance(abstain.Threshold, abstain.Coverage, abstain.Precision, IsModels: false) : null;
    }
}
