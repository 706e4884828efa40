using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem interpret</c>: what a run's best model gets right and wrong, and where it looks.</summary>
internal static class InterpretCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A folder that 'emblem train' or 'emblem build' made." };
        var folder = new Option<string?>("--out") { Description = "Draw confusion matrix, top losses and some answers into this folder.", HelpName = "DIR" };
        Option<string> heatmaps = HeatmapsOption.Create();
        Option<string> detail = HeatmapDetailOption.Create();
        var verb = new Verb("interpret", "Show a run's mistakes: confusion matrix, hardest pictures, Grad-CAM.")
        {
            Examples = ["emblem interpret run", "emblem interpret run --out run-mistakes", "emblem interpret run --out run-mistakes --heatmaps actual --heatmap-detail fine"],
        };
        verb.Add(run);
        verb.Add(folder);
        verb.Add(heatmaps);
        verb.Add(detail);
        verb.Validators.Add(result =>
        {
            foreach (Option<string> option in (Option<string>[])[heatmaps, detail])
            {
                if (result.GetResult(option) is { Implicit: false } && result.GetResult(folder) is null)
                    result.AddError($"{option.Name} says what is drawn, and without {folder.Name} DIR nothing is.");
            }
        });
        verb.Runs((parsed, output, stop) => ExplainAsync(
            new RunFolder(parsed.GetValue(run)!),
            parsed.GetValue(folder),
            HeatmapsOption.Read(parsed.GetValue(heatmaps)!),
            HeatmapDetailOption.Read(parsed.GetValue(detail)!),
            output,
            stop));
        return verb;
    }

    // A million cells; ten thousand classes have a hundred million, of which nearly all are 0.
    private const int MostClassesInFull = 1000;

    private static async Task ExplainAsync(
        RunFolder run, string? folder, HeatmapClasses heatmaps, HeatmapDetail detail, CommandOutput output, CancellationToken stop)
    {
        if (folder is not null)
            WritablePlace.RequireFolder(folder);
        (ClassificationInterpretation found, RunScore score) = await output.ProgressAsync(
            RunPrinter.Name, bar => TrainingRun.InterpretAsync(RunVerb.Own(TrainingPlan.Read(run)), folder, heatmaps, detail, new RunPrinter(output, bar).On, stop));
        output.Json(new
        {
            Score = ScoreReport.Of(score),
            found.Classes,
            Confusion = found.Classes.Count > MostClassesInFull
                ? null
                : Enumerable.Range(0, found.Classes.Count).Select(row => Enumerable.Range(0, found.Classes.Count).Select(column => found.Confusion[row, column])),
            ByClass = found.Classes.Select((name, label) => new { Class = name, Count = found.Confusion.CountOf(label), Right = found.Confusion[label, label] }),
            found.Confusion.Unanswered,
            MostConfused = found.Confusion.MostConfused(),
            TopLosses = found.TopLosses.Select(loss => new { Picture = loss.Path, loss.Actual, loss.Predicted, loss.Loss, loss.Probability, loss.PredictedProbability }),
        });
    }
}
