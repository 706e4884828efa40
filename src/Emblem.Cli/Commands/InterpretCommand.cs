using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Interpretation;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem interpret</c>: what a run's best model gets right and wrong, and where it looks.</summary>
internal static class InterpretCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A folder that 'emblem train' or 'emblem build' made." };
        var folder = new Option<string?>("--out") { Description = "Draw confusion matrix and top losses into this folder.", HelpName = "DIR" };
        var verb = new Verb("interpret", "Show a run's mistakes: confusion matrix, hardest pictures, Grad-CAM.")
        {
            Examples = ["emblem interpret run", "emblem interpret run --out run-mistakes"],
        };
        verb.Add(run);
        verb.Add(folder);
        verb.Runs((parsed, output, stop) => ExplainAsync(new RunFolder(parsed.GetValue(run)!), parsed.GetValue(folder), output, stop));
        return verb;
    }

    private static async Task ExplainAsync(RunFolder run, string? folder, CommandOutput output, CancellationToken stop)
    {
        (ClassificationInterpretation found, RunScore score) = await output.ProgressAsync(
            RunPrinter.Name, bar => TrainingRun.InterpretAsync(RunVerb.Own(TrainingPlan.Read(run)), folder, new RunPrinter(output, bar).On, stop));
        output.Json(new
        {
            Score = ScoreReport.Of(score),
            found.Classes,
            Confusion = Enumerable.Range(0, found.Classes.Count).Select(row => Enumerable.Range(0, found.Classes.Count).Select(column => found.Confusion[row, column])),
            MostConfused = found.Confusion.MostConfused(),
            TopLosses = found.TopLosses.Select(loss => new { Picture = loss.Path, loss.Actual, loss.Predicted, loss.Loss, loss.Probability }),
        });
    }
}
