using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem show</c>: some pictures as the network will see them, with their classes.</summary>
internal static class ShowCommand
{
    private const int Pictures = 9;

    public static Command Create()
    {
        var data = new Argument<string>("DIR") { Description = "A folder with one subfolder of pictures for each class." };
        var picture = new Option<string>("--out") { Description = "The PNG file to draw.", HelpName = "FILE", DefaultValueFactory = _ => "batch.png" };
        var verb = new Verb("show", "Draw a batch of training pictures as the network will see them.")
        {
            Examples = ["emblem show pictures", "emblem show pictures --size 320 --seed 2 --out batch.png"],
        };
        verb.Add(data);
        verb.Add(picture);
        RunArguments arguments = new RunArguments().AddTo(verb);
        verb.Runs((parsed, output, stop) =>
        {
            Show(arguments.Read(parsed, parsed.GetValue(data)!), arguments.ReadWorkers(parsed), parsed.GetValue(picture)!, output, stop);
            return Task.CompletedTask;
        });
        return verb;
    }

    private static void Show(RunOptions options, int workers, string picture, CommandOutput output, CancellationToken stop)
    {
        ImageData data = RunData.Open(options, workers, output, stop);
        BatchPicture.Write(picture, data.ViewTraining(Pictures));
        output.Table(RunData.Headers(data.Split), RunData.Table(data.Split));
        output.Line($"Drew {picture}");
        output.Json(new { Picture = picture, data.Classes, Training = data.Split.Training.Count, Validation = data.Split.Validation.Count });
    }
}
