using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Folders;
using Emblem.Health;
using Emblem.Reporting;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem health</c>: what a folder of pictures is like, before anything is trained on it.</summary>
internal static class HealthCommand
{
    public static Command Create()
    {
        var usual = new HealthOptions();
        var folder = new Argument<string>("DIR") { Description = "A folder with one subfolder of pictures for each class; only read." };
        var picture = new Option<string>("--out") { Description = "The PNG file to draw.", HelpName = "FILE", DefaultValueFactory = _ => HealthPicture.FileName }.DrawsPng();
        Option<int> side = NumberOption.Create("--smallest", "Pictures with a shorter side, in pixels, are named tiny.", 1, int.MaxValue);
        side.DefaultValueFactory = _ => usual.SmallestSide;
        Option<double> aspect = NumberOption.Create("--max-aspect", "Pictures so many times longer than wide, or wider than long, are named strips.", 1, 1e6);
        aspect.DefaultValueFactory = _ => usual.LargestAspect;
        var verb = new Verb("health", "Look a set over: balance, sizes, kinds of files, and dark, bright, blurry, empty or tiny pictures.")
        {
            Examples =
            [
                "emblem health images/train",
                "emblem health images/train --out health.png --smallest 100 -v",
                "emblem health images/train --json > health.json",
                "emblem health images --labels labels.csv",
            ],
        };
        var reading = new FolderOptions();
        var labels = new LabelOptions();
        Option<string?> corrections = LabelOptions.CreateCorrections();
        verb.Add(folder);
        foreach (Option option in (Option[])[picture, side, aspect, .. reading.All, .. labels.All, corrections])
            verb.Add(option);
        verb.Validators.Add(result => labels.Validate(result, reading));
        verb.Runs((parsed, output, stop) => RunAsync(
            new HealthRequest(
                parsed.GetValue(folder)!,
                parsed.GetValue(picture)!,
                usual with { SmallestSide = parsed.GetValue(side), LargestAspect = parsed.GetValue(aspect) },
                reading.ReadClassFolder(parsed),
                reading.ReadStrict(parsed))
            {
                Labels = labels.Read(parsed),
                Corrections = parsed.GetValue(corrections),
            },
            output,
            stop));
        return verb;
    }

    private static async Task RunAsync(HealthRequest request, CommandOutput output, CancellationToken stop)
    {
        PictureFile.RequireWritable(request.Picture);
        var folder = ImageFolder.Open(request.Folder, request.ClassFolder);
        LabelledImages? images = request.Labels?.Label(folder);
        if (request.Corrections is { } decided)
            images = (images ?? folder.LabelByFolder()).Apply(Corrections.Read(decided));
        IReadOnlyList<FolderNote> notes = images?.Notes ?? folder.Notes;
        if (request.IsStrict)
            notes.ThrowIfOdd();
        HealthReport report = await output.ProgressAsync("examining", progress => images is null
            ? DataHealth.ExamineAsync(folder, request.Options, progress, stop)
            : DataHealth.ExamineAsync(images, request.Options, progress, stop));
        HealthTables.Print(report, output);
        NotesTable.Print(notes, output);
        HealthPicture.Write(request.Picture, report);
        output.Line();
        output.Line($"Drew {request.Picture}");
        output.Json(HealthJson.Of(request, report, notes));
    }
}
