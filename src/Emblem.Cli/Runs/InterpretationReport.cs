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
            made.Classes,
            Confusion = made.Classes.Count > MostClassesInFull
                ? null
                : Enumerable.Range(0, made.Classes.Count).Select(row => Enumerable.Range(0, made.Classes.Count).Select(column => made.Confusion[row, column])),
            ByClass = made.PerClass.Select((score, label) => ByClass(made, score, label)),
            made.Confusion.Unanswered,
            MostConfused = made.Confusion.MostConfused(),
            Calibration = OfCalibration(found),
            Coverage = Thinned(made.Coverage.Points).Select(point => new { point.Threshold, Coverage = point.Coverage.Score, Precision = point.Precision.Score }),
            Abstain = OfThreshold(made.Abstain(Wanted(found))),
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

    private static object ByClass(ClassificationInterpretation made, ClassScore score, int label) => new
    {
        score.Class,
        Count = score.Support,
        Right = made.Confusion[label, label],
        Precision = Share(score.Precision),
        PrecisionInterval = Interval(score.Precision),
        Recall = Share(score.Recall),
        RecallInterval = Interval(score.Recall),
        score.F1,
        F1Interval = (double[])[score.F1Low, score.F1High],
        RocAuc = made.Roc(score.Class).Area,
        made.PrecisionRecall(score.Class).AveragePrecision,
    };

    private static object OfCalibration(RunInterpretation found)
    {
        Calibration made = found.Interpretation.Calibration;
        return new
        {
            Temperature = found.Answers?.Temperature ?? 1,
            made.Error,
            Interval = (double[])[made.ErrorLow, made.ErrorHigh],
            ErrorWithoutTemperature = WithoutTemperature(found).Error,
            ChoseTheTemperature = found.ChoseTheAnswers,
            Bins = made.Bins.Select(bin => new { bin.Low, bin.High, bin.Confidence, Accuracy = Share(bin.Accuracy), bin.Accuracy.Count }),
        };
    }

    private static object OfThreshold(AbstainThreshold found) => new
    {
        found.Wanted,
        Threshold = found.IsReachable ? found.Threshold : (double?)null,
        Coverage = found.Coverage.Score,
        CoverageInterval = Interval(found.Coverage),
        Precision = Share(found.Precision),
        PrecisionInterval = Interval(found.Precision),
    };

    /// <summary>No share of nothing.</summary>
    private static double? Share(ScoreInterval score) => score.Count == 0 ? null : score.Score;

    private static double[] Interval(ScoreInterval score) => [score.Low, score.High];

    /// <summary>So many points evenly, the last one among them.</summary>
    private static IEnumerable<T> Thinned<T>(IReadOnlyList<T> points) => points.Count <= MostPoints
        ? points
        : Enumerable.Range(1, MostPoints).Select(i => points[(int)((long)i * points.Count / MostPoints) - 1]);
}
