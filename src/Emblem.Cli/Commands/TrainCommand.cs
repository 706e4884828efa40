using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem train</c>: a folder of pictures in, a run folder with a model out.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new Argument<string>("DIR") { Description = "A folder with one subfolder of pictures for each class." };
        var folder = new Option<string>("--out") { Description = "The run's folder.", HelpName = "RUN", Required = true };
        var verb = new Verb("train", "Train a classifier on a folder of pictures by a recipe.")
        {
            Examples =
            [
                "emblem train pictures --out run",
                "emblem train pictures --recipe head --folds 5 --out run",
                "emblem train pictures --recipe finetune --arch resnet34 --size 320 --unfrozen-lr 7e-4..1e-3 --out run",
                "emblem train pictures --weights none --size 128 --epochs 10 --unfrozen-epochs 20 --out run",
            ],
        };
        verb.Add(data);
        verb.Add(folder);
        RunArguments arguments = new RunArguments().AddTo(verb);
        verb.Runs((parsed, output, stop) => RunAsync(
            arguments.Read(parsed, parsed.GetValue(data)!), arguments.ReadWorkers(parsed), new RunFolder(parsed.GetValue(folder)!), output, stop));
        return verb;
    }

    private static async Task RunAsync(RunOptions options, int workers, RunFolder folder, CommandOutput output, CancellationToken stop)
    {
        RunResult result = await RunPipeline.TrainAsync(options, workers, folder, output, stop);
        output.Line();
        output.Line($"Wrote {folder.Best}, its history and pictures. Next: emblem predict {folder.Best} PICTURES");
        output.Json(result);
    }
}
