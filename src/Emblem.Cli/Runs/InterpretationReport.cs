using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Runs;
using Emblem.Training.Metrics;

namespace Emblem.Cli.Runs;

/// <summary>What <c>emblem interpret --json</c> shows.</summary>
internal static class InterpretationReport
{
    // A million cells; ten thousand classes have a hundred million, of which nearly all are 0.
    private const int MostClassesInFull = 1000;

    private const int MostPoints = 500;

    public static object Of(RunInterpretation found)
    {
        ClassificationInterpretation made = found.Interpretation;
        return new
        {
            On = found.On.Name,
            Score = ScoreReport.Of(found.Score),
            found.Score.IsOptimistic,
            made.Classes,
            Confusion = made.Classes.Count > MostClassesInFull
                ? null
                : Enumerable.Range(0, made.Classes.Count).Select(row => Enumerable.Range(0, made.Classes.Count).Select(column => made.Confusion[row, column])),
            ByClass = made.PerClass.Select((score, label) => ByClass(found, score, label)),
            made.Confusion.Unanswered,
            MostConfused = made.Confusion.MostConfused(),
            Calibration = OfCalibration(found),
            Coverage = Thinned(made.Coverage.Points).Select(point => new { point.Threshold, Coverage = point.Coverage.Score, Precision = point.Precision.Score }),
            Abstain = OfThreshold(found, made.Abstain(Wanted(found))),
            found.Answers,
            TopLosses = made.TopLosses.Select(loss => new { Picture = loss.Path, loss.Actual, loss.Predicted, loss.Loss, loss.Probability, loss.PredictedProbability }),
        };
    }

    /// <summary>How often answers are wanted to be right: as the model was asked, else as usual.</summary>
    public static double Wanted(RunInterpretation found) => found.Answers is { WantedPrecision: > 0 and var wanted } ? wanted : AnswerCalibration.UsualPrecision;

    /// <summary>How the same probabilities are calibrated without the model's temperature.</summary>
    public static Calibration WithoutTemperature(RunInterpretation found)
    {
        ScoredBatch scored = found.Interpretation.Scored;
        return found.Answers is { Temperature: not 1 and var temperature } ? Calibration.Of(scored.AtTemperature(1 / temperature)) : found.Interpretation.Calibration;
    }

    private static object ByClass(RunInterpretation found, ClassScore score, int label) => new
    {
        score.Class,
        Count = score.Support,
        Right = found.Interpretation.Confusion[label, label],
        Precision = Share(score.Precision),
        PrecisionInterval = Interval(found, score.Precision),
        Recall = Share(score.Recall),
        RecallInterval = Interval(found, score.Recall),
        score.F1,
        F1Interval = found.Score.IsOptimistic ? null : (double[])[score.F1Low, score.F1High],
        RocAuc = found.Interpretation.Roc(score.Class).Area,
        found.Interpretation.PrecisionRecall(score.Class).AveragePrecision,
    };

    private static object OfCalibration(RunInterpretation found)
    {
        Calibration made = found.Interpretation.Calibration;
        return new
        {
            Temperature = found.Answers?.Temperature ?? 1,
            made.Error,
            Interval = found.Score.IsOptimistic ? null : (double[])[made.ErrorLow, made.ErrorHigh],
            ErrorWithoutTemperature = WithoutTemperature(found).Error,
            ChoseTheTemperature = found.ChoseTheAnswers,
            Bins = made.Bins.Select(bin => new { bin.Low, bin.High, bin.Confidence, Accuracy = Share(bin.Accuracy), bin.Accuracy.Count }),
        };
    }

    private static object OfThreshold(RunInterpretation found, AbstainThreshold chosen) => new
    {
        chosen.Wanted,
        Threshold = chosen.IsReachable ? chosen.Threshold : (double?)null,
        Coverage = chosen.Coverage.Score,
        CoverageInterval = Interval(found, chosen.Coverage),
        Precision = Share(chosen.Precision),
        PrecisionInterval = Interval(found, chosen.Precision),
    };

    /// <summary>No share of nothing.</summary>
    private static double? Share(ScoreInterval score) => score.Count == 0 ? null : score.Score;

    /// <summary>None says how optimistic a score is.</summary>
    private static double[]? Interval(RunInterpretation found, ScoreInterval score) => found.Score.IsOptimistic ? null : [score.Low, score.High];

    /// <summary>So many points evenly, the last one among them.</summary>
    private static IEnumerable<T> Thinned<T>(IReadOnlyList<T> points) => points.Count <= MostPoints
        ? points
        : Enumerable.Range(1, MostPoints).Select(i => points[(int)((long)i * points.Count / MostPoints) - 1]);
}
