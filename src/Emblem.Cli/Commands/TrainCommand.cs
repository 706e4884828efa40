using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem train</c>: a folder of pictures in, a run folder with a model out.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new Argument<string?>("DIR")
        {
            Description = DataArgument.Description,
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = new Option<string?>("--out") { Description = "The run's folder.", HelpName = "RUN" }.FirstIn(HelpGroup.Run);
        Option<bool> dryRun = DryRunOption.Create();
        Option<bool> overwrite = OverwriteOption.Create();
        var verb = new Verb("train", "Train a classifier on a folder of pictures by a recipe.")
        {
            Examples =
            [
                "emblem train pictures --out run",
                "emblem train pictures --recipe head --folds 5 --out run",
                "emblem train pictures --recipe finetune --arch resnet34 --size 320 --unfrozen-lr 7e-4..1e-3 --out run",
                "emblem train pictures --weights none --size 128 --epochs 10 --unfrozen-epochs 20 --out run",
                "emblem train pictures --labels labels.csv --out run",
                "emblem train pets --label-regex '([^/]+)_[0-9]+' --dry-run",
                "emblem train --resume run",
                "mpirun -n 4 emblem train pictures --out run     # four processes, one training: docs/cluster.md",
            ],
        };
        verb.Add(data);
        verb.Add(folder);
        verb.Add(dryRun);
        verb.Add(overwrite);
        RunArguments arguments = RunArguments.ForTraining().AddTo(verb);
        ResumeOption resume = new ResumeOption().AddTo(verb, data, folder, dryRun);
        verb.Runs((parsed, output, stop) => resume.Read(parsed) is { } run
            ? ResumeAsync(
                run,
                plan => plan with
                {
                    Workers = arguments.ReadWorkers(parsed) ?? plan.Workers,
                    CheckpointInterval = resume.ReadInterval(parsed) ?? plan.CheckpointInterval,
                    Events = RankSession.Speaks ? arguments.ReadEvents(parsed) : null,
                },
                output,
                stop)
            : BeginAsync(
                arguments.Read(parsed, parsed.GetValue(data)!, parsed.GetValue(folder)) with
                {
                    Ranks = RankSession.Ranks,
                    Overwrite = parsed.GetValue(overwrite),
                    CheckpointInterval = resume.ReadInterval(parsed),
                },
                parsed.GetValue(dryRun),
                output,
                stop));
        return verb;
    }

    private static Task BeginAsync(TrainingRequest request, bool isDry, CommandOutput output, CancellationToken stop) =>
        isDry && request.Ranks is not null ? throw new EmblemException("A dry run is the work of one process; start it without mpirun.") : isDry ? DryRunOption.RunAsync(request, output, stop) : FinishAsync(RunVerb.TrainAsync(request, output, stop), output);

    private static async Task ResumeAsync(RunFolder folder, Func<TrainingPlan, TrainingPlan> change, CommandOutput output, CancellationToken stop)
    {
        if (!RankSession.OfFirst(folder.IsFinished))
        {
            await FinishAsync(RunVerb.ResumeAsync(folder, change, output, stop), output);
            return;
        }

        string? model = File.Exists(folder.Best) ? folder.Best : null;
        output.Line($"The run in {folder.Path} has finished, so there is nothing to go on with.{(model is null ? "" : $" Next: emblem predict {model} PICTURES")}");
        output.Json(new { Run = folder.Path, Model = model, Finished = true });
    }

    private static async Task FinishAsync(Task<TrainingResult> training, CommandOutput output)
    {
        TrainingResult done = await training;
        output.Line();
        output.Line($"Wrote {WrittenFiles.Words(done.Files, done.Plan.Folder)}. Next: emblem report {done.Plan.Folder.Path}, and emblem predict {done.Model} PICTURES");
        output.Json(RunResult.Of(done));
    }
}
