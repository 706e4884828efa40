using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Training;

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
        verb.Runs((parsed, output, stop) =>
        {
            Explain(new RunFolder(parsed.GetValue(run)!), parsed.GetValue(folder), output, stop);
            return Task.CompletedTask;
        });
        return verb;
    }

    private static void Explain(RunFolder run, string? folder, CommandOutput output, CancellationToken stop)
    {
        RunOptions options = RunOptions.Read(run.Options);
        if (!File.Exists(run.Best))
            throw new EmblemException($"There is no '{run.Best}': the run ended before its first epoch did. Train it again.");
        NativeRuntime.EnsureLoaded();
        var architecture = Architectures.Find(options.Arch);

        // Pictures are then normalised as the model says.
        var start = new StartingWeights(architecture, new BodyWeights(run.Best, architecture, "run"));
        using Learner learner = RunTraining.Prepare(RunData.Open(options, Environment.ProcessorCount, output, stop), start, options, output);
        learner.Load(run.Best);
        ClassificationInterpretation found = RunInterpretation.Explain(learner, options, output, stop);
        if (folder is not null)
            new RunPictures(folder).DrawInterpretation(found);
        output.Json(new
        {
            Score = RunInterpretation.Report(found.Accuracy, options),
            found.Classes,
            Confusion = Enumerable.Range(0, found.Classes.Count).Select(row => Enumerable.Range(0, found.Classes.Count).Select(column => found.Confusion[row, column])),
            MostConfused = found.Confusion.MostConfused(),
            TopLosses = found.TopLosses.Select(loss => new { Picture = loss.Path, loss.Actual, loss.Predicted, loss.Loss, loss.Probability }),
        });
    }
}
