using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Training;

namespace Emblem.Cli.Runs;

/// <summary>Says what a trained model gets right and wrong.</summary>
internal static class RunInterpretation
{
    private const int MostPairs = 10;

    public static ClassificationInterpretation Explain(Learner learner, RunOptions options, CommandOutput output, CancellationToken stop)
    {
        ClassificationInterpretation found = learner.Interpret(stop: stop);
        output.Line($"Accuracy on the validation pictures: {Report(found.Accuracy, options)}");
        IReadOnlyList<ConfusedPair> pairs = found.Confusion.MostConfused();
        if (pairs.Count > 0)
        {
            output.Heading("Most confused");
            output.Table(
                ["actual", "predicted", "count"],
                [.. pairs.Take(MostPairs).Select(pair => (string[])[pair.Actual, pair.Predicted, pair.Count.ToString(CultureInfo.InvariantCulture)])]);
        }

        output.Heading("Top losses");
        output.Table(
            ["picture", "actual", "predicted", "loss", "probability"],
            [.. found.TopLosses.Select(loss => (string[])[loss.Path, loss.Actual, loss.Predicted, Number(loss.Loss), Number(loss.Probability)])]);
        return found;
    }

    /// <summary>The score of the pictures that <c>--test-fraction</c> set aside, or null without any.</summary>
    public static ScoreInterval? ScoreTest(Learner learner, ImageData data, CommandOutput output, CancellationToken stop)
    {
        if (data.Split.Test.Count == 0)
            return null;
        ScoreInterval score = learner.Score(data.Split.Test, stop);
        output.Line($"Accuracy on the test pictures, which chose nothing: {ScoreReport.Of(score)}");
        return score;
    }

    /// <summary>Validation pictures choose the epoch, or between a head and its fine-tuning; a head alone is fitted without a look at them.</summary>
    public static ScoreReport Report(ScoreInterval validation, RunOptions options) =>
        options.Recipe is { FineTune: null } ? ScoreReport.Of(validation) : ScoreReport.Optimistic(validation);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
