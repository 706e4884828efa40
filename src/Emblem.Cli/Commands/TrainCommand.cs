using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem train</c>: a folder of pictures in, a run folder with a model out.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new Argument<string?>("DIR")
        {
            Description = "A folder with one subfolder of pictures for each class.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var folder = new Option<string?>("--out") { Description = "The run's folder.", HelpName = "RUN" };
        var verb = new Verb("train", "Train a classifier on a folder of pictures by a recipe.")
        {
            Examples =
            [
                "emblem train pictures --out run",
                "emblem train pictures --recipe head --folds 5 --out run",
                "emblem train pictures --recipe finetune --arch resnet34 --size 320 --unfrozen-lr 7e-4..1e-3 --out run",
                "emblem train pictures --weights none --size 128 --epochs 10 --unfrozen-epochs 20 --out run",
                "emblem train --resume run",
            ],
        };
        verb.Add(data);
        verb.Add(folder);
        RunArguments arguments = new RunArguments().AddTo(verb);
        ResumeOption resume = new ResumeOption().AddTo(verb, data, folder);
        verb.Runs((parsed, output, stop) => resume.Read(parsed) is { } run
            ? ResumeAsync(run, resume.ReadInterval(parsed), arguments.ReadWorkers(parsed), output, stop)
            : BeginAsync(
                arguments.Read(parsed, parsed.GetValue(data)!),
                new RunFolder(parsed.GetValue(folder)!),
                resume.ReadInterval(parsed),
                arguments.ReadWorkers(parsed),
                output,
                stop));
        return verb;
    }

    private static Task BeginAsync(
        RunOptions options, RunFolder folder, TimeSpan interval, int workers, CommandOutput output, CancellationToken stop) =>
        TrainAsync(options, workers, folder, new RunCheckpoints(folder, interval, RunBeginning.Anew), output, stop);

    private static async Task ResumeAsync(RunFolder folder, TimeSpan interval, int workers, CommandOutput output, CancellationToken stop)
    {
        RunOptions options = RunOptions.Read(folder.Options);
        var checkpoints = new RunCheckpoints(folder, interval, RunBeginning.Resumed);
        if (!File.Exists(folder.Info))
        {
            await TrainAsync(options, workers, folder, checkpoints, output, stop);
            return;
        }

        checkpoints.Remove();
        output.Line($"The run in {folder.Path} has finished, so there is nothing to go on with. Next: emblem predict {folder.Best} PICTURES");
        output.Json(new { Run = folder.Path, Model = folder.Best, Finished = true });
    }

    private static async Task TrainAsync(
        RunOptions options, int workers, RunFolder folder, RunCheckpoints checkpoints, CommandOutput output, CancellationToken stop)
    {
        RunResult result = await RunPipeline.TrainAsync(options, workers, folder, checkpoints, output, stop);
        output.Line();
        output.Line($"Wrote {folder.Best}, its history and pictures. Next: emblem predict {folder.Best} PICTURES");
        output.Json(result);
    }
}
