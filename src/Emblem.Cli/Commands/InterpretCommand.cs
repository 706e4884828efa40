using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem interpret</c>: what a run's best model gets right and wrong, what its probabilities are worth, and where it looks.</summary>
internal static class InterpretCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A folder that 'emblem train' or 'emblem build' made." };
        var folder = new Option<string?>("--out") { Description = "Draw confusion matrix, top losses and some answers into this folder.", HelpName = "DIR" };
        Option<string> heatmaps = HeatmapsOption.Create();
        Option<string> on = JudgedPicturesOption.Create();
        Option<string> detail = HeatmapDetailOption.Create();
        var verb = new Verb("interpret", "Show what a run's model knows and mistakes: scores by class, what a probability is worth, hardest pictures, Grad-CAM.")
        {
            Examples = ["emblem interpret run", "emblem interpret run --on pictures/test", "emblem interpret run --on folds --json", "emblem interpret run --out run-mistakes", "emblem interpret run --out run-mistakes --heatmaps actual --heatmap-detail fine"],
        };
        verb.Add(run);
        verb.Add(on);
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
            new RunFolder(parsed.GetValue(run)!), JudgedPicturesOption.Read(parsed.GetValue(on)!), parsed.GetValue(folder), HeatmapsOption.Read(parsed.GetValue(heatmaps)!),
            HeatmapDetailOption.Read(parsed.GetValue(detail)!), output, stop));
        return verb;
    }

    private static async Task ExplainAsync(
        RunFolder run, JudgedPictures on, string? folder, HeatmapClasses heatmaps, HeatmapDetail detail, CommandOutput output, CancellationToken stop)
    {
        if (folder is not null)
            WritablePlace.RequireFolder(folder);
        RunInterpretation found = await output.ProgressAsync(
            RunPrinter.Name, bar => TrainingRun.InterpretAsync(RunVerb.Own(TrainingPlan.Read(run)), on, folder, heatmaps, detail, new RunPrinter(output, bar).On, stop));
        InterpretationTables.Print(found, output);
        output.Json(InterpretationReport.Of(found));
    }
}
