using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Reporting;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem show</c>: some pictures as the network will see them, with their classes.</summary>
internal static class ShowCommand
{
    private const int Pictures = 9;
    private const int Rows = 4;
    private const int MostVariants = 20;

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = DataArgument.Description };
        var picture = new Option<string>("--out") { Description = "The PNG file to draw.", HelpName = "FILE", DefaultValueFactory = _ => BatchPicture.FileName }.DrawsPng().FirstIn(HelpGroup.Run);
        var verb = new Verb("show", "Draw a batch of training pictures as the network will see them.")
        {
            Examples = ["emblem show pictures", "emblem show pictures --size 320 --seed 2 --out batch.png", "emblem show pictures --augment web --variants 5"],
        };
        verb.Add(folder);
        Option<int> variants = NumberOption.Create(
            "--variants", "Draw each picture plain and as this many epochs change it, one picture a row.", 0, MostVariants).FirstIn(HelpGroup.Run);
        verb.Add(picture);
        verb.Add(variants);
        RunArguments arguments = RunArguments.ForShowing().AddTo(verb);
        verb.Runs(async (parsed, output, stop) =>
        {
            PictureFile.RequireWritable(parsed.GetValue(picture));
            TrainingPlan plan = await arguments.Read(parsed, parsed.GetValue(folder)!).SettleAsync(happened => output.Line(happened.ToString()), stop);
            ImageData data = output.Progress("looking for duplicates", progress => plan.OpenPictures(progress, stop));
            Show(data, parsed.GetValue(picture)!, parsed.GetValue(variants), output);
        });
        return verb;
    }

    private static void Show(ImageData data, string picture, int variants, CommandOutput output)
    {
        if (variants > 0)
            BatchPicture.WriteVariants(picture, data.ViewVariants(Rows, variants), variants);
        else
            BatchPicture.Write(picture, data.ViewTraining(Pictures));
        SplitTable.Print(data.Split, output);
        NotesTable.Print(data.Split.Notes, output);
        output.Line($"Drew {picture}");
        output.Json(new { Picture = picture, data.Classes, Training = data.Split.Training.Count, Validation = data.Split.Validation.Count, data.Split.Notes });
    }
}
