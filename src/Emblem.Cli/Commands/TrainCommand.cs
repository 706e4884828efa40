using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
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
            ],
        };
        verb.Add(data);
        verb.Add(folder);
        verb.Add(dryRun);
        RunArguments arguments = RunArguments.ForTraining().AddTo(verb);
        ResumeOption resume = new ResumeOption().AddTo(verb, data, folder, dryRun);
        verb.Runs((parsed, output, stop) => resume.Read(parsed) is { } run
            ? ResumeAsync(run, resume.ReadInterval(parsed), arguments.ReadWorkers(parsed), output, stop)
            : parsed.GetValue(dryRun) ? DryRunOption.RunAsync(arguments.Read(parsed, parsed.GetValue(data)!, parsed.GetValue(folder)), output, stop)
            : FinishAsync(
                RunVerb.TrainAsync(
                    arguments.Read(parsed, parsed.GetValue(data)!, parsed.GetValue(folder)) with { CheckpointInterval = resume.ReadInterval(parsed) }, output, stop),
                output));
        return verb;
    }

    private static async Task ResumeAsync(RunFolder folder, TimeSpan? interval, int? workers, CommandOutput output, CancellationToken stop)
    {
        if (!folder.IsFinished)
        {
            await FinishAsync(
                RunVerb.ResumeAsync(
                    folder,
                    plan => plan with { Workers = workers ?? plan.Workers, CheckpointInterval = interval ?? plan.CheckpointInterval },
                    output,
                    stop),
                output);
            return;
        }

        output.Line($"The run in {folder.Path} has finished, so there is nothing to go on with. Next: emblem predict {folder.Best} PICTURES");
        output.Json(new { Run = folder.Path, Model = folder.Best, Finished = true });
    }

    private static async Task FinishAsync(Task<TrainingResult> training, CommandOutput output)
    {
        TrainingResult done = await training;
        output.Line();
        output.Line($"Wrote {done.Model}, its history and pictures. Next: emblem predict {done.Model} PICTURES");
        output.Json(RunResult.Of(done));
    }
}
