using System.CommandLine;
using System.Globalization;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem review</c>: which pictures of a run are labelled wrongly, as far as models that had not seen them can tell.</summary>
internal static class ReviewCommand
{
    private const int ShownRows = 20;

    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A folder that 'emblem train' or 'emblem build' made; or one of pictures that nothing was trained on yet." };
        var csv = new Option<string?>("--csv")
        {
            Description = "Write all pictures into this table, the most suspect first, to be filled in and given to 'emblem train --corrections'. Decisions that are in it already stay.",
            HelpName = Corrections.UsualName,
        };
        var html = new Option<string?>("--html") { Description = "Write the suspects onto this page of thumbnails, on which they are decided by a browser; it saves the same table.", HelpName = "FILE.html" };
        var verb = new Verb("review", "Find wrong labels, copies under two labels and pictures like no other, to be corrected.")
        {
            Examples =
            [
                "emblem review run",
                "emblem review run --csv corrections.csv",
                "emblem review run --html review.html",
                "emblem review pictures --csv corrections.csv",
                "emblem train pictures --corrections corrections.csv --out run2",
            ],
        };
        verb.Add(run);
        verb.Add(csv);
        verb.Add(html);
        verb.Runs((parsed, output, stop) => RunAsync(new RunFolder(parsed.GetValue(run)!), parsed.GetValue(csv), parsed.GetValue(html), output, stop));
        return verb;
    }

    private static async Task RunAsync(RunFolder run, string? csv, string? html, CommandOutput output, CancellationToken stop)
    {
        PictureFile.RequireWritable(csv);
        PictureFile.RequireWritable(html);
        Corrections? earlier = csv is not null && File.Exists(csv) ? Corrections.Read(csv) : null;
        LabelReview review = await output.ProgressAsync(RunPrinter.Name, async bar =>
        {
            var printer = new RunPrinter(output, bar);
            TrainingPlan plan = RunVerb.Own(await PlanAsync(run, earlier is null ? null : csv, printer.On, stop));
            LabelReview found = await LabelReview.OfAsync(plan, printer.On, stop);
            printer.Finish();
            return earlier is null ? found : found.After(earlier);
        });
        Print(review, output);
        if (csv is not null)
        {
            // A review takes minutes, in which somebody may have decided more.
            Corrections.Update(csv, review.ToCorrections);
            output.Line($"Wrote {csv}: fill in the column 'action' with keep, relabel or remove, then: emblem train DIR --corrections {csv}");
        }

        if (html is not null)
        {
            review.WriteHtml(html, earlier);
            output.Line($"Wrote {html}: open it in a browser.");
        }

        output.Json(new
        {
            review.Classes,
            review.Suspects,
            review.Agreement,
            review.Body,
            Csv = csv,
            Html = html,
            review.Pictures,
        });
    }

    /// <summary>A run's plan; for pictures that there is no run of, what one would begin with: what was decided on them is neither asked again nor judged by.</summary>
    private static Task<TrainingPlan> PlanAsync(RunFolder run, string? decided, Action<RunEvent> observer, CancellationToken stop) => !run.HasBegun && Directory.Exists(run.Path)
        ? new TrainingRequest(run.Path) { KeepsThumbnails = true, Corrections = decided }.SettleAsync(observer, stop)
        : TrainingPlan.ReadAsync(run, observer, stop);

    private static void Print(LabelReview review, CommandOutput output)
    {
        output.Line(review.Summary);
        ReviewedPicture[] suspects = [.. review.Pictures.Where(picture => picture.IsSuspect)];
        if (suspects.Length == 0)
            return;

        int shown = output.IsVerbose ? suspects.Length : Math.Min(ShownRows, suspects.Length);
        output.Table(
            ["picture", "label", "perhaps", "score", "why"],
            [
                .. suspects.Take(shown).Select(picture => (string[])
                [
                    picture.PictureFile, picture.Label, picture.SuggestedLabel ?? "", picture.Score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "", picture.Reason,
                ]),
            ]);
        if (shown < suspects.Length)
            output.Line($"… and {suspects.Length - shown} more; -v shows all, --csv and --html keep them.");
    }
}
