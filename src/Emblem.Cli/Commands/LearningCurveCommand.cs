using System.CommandLine;
using System.Globalization;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Compute;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem learning-curve</c>: whether it pays to collect more pictures.</summary>
internal static class LearningCurveCommand
{
    private const int MostRepeats = 100;

    public static Command Create()
    {
        var given = new Argument<string>("RUN|DIR")
        {
            Description = "A folder that 'emblem train' or 'emblem build' made, or one of training pictures with a folder for each class, as 'emblem train' reads it.",
        };
        var picture = new Option<string?>("--out") { Description = "Draw the curve with its band into this PNG file.", HelpName = "FILE" }.DrawsPng();
        Option<int?> repeats = NumberOption.CreateOptional(
            "--repeats", "Divide the pictures so often, each time anew: the curve gets smoother. Default: 5, with --full 1.", "N", 10, 1, MostRepeats);
        var full = new Option<bool>("--full")
        {
            Description = "Train the run's own recipe at every point, 20 trainings a repetition. Without it a head on frozen features stands for the recipe.",
        };
        var verb = new Verb("learning-curve", "Tell whether more pictures would help: accuracy with a quarter, a half and all of them, and what twice as many would bring.")
        {
            Examples = ["emblem learning-curve run", "emblem learning-curve pictures/train --out curve.png", "emblem learning-curve run --full"],
        };
        verb.Add(given);
        verb.Add(picture);
        verb.Add(repeats);
        verb.Add(full);
        verb.Runs((parsed, output, stop) => RunAsync(
            parsed.GetValue(given)!,
            parsed.GetValue(picture),
            new LearningCurveOptions { Repeats = parsed.GetValue(repeats), TrainsRecipe = parsed.GetValue(full) },
            output,
            stop));
        return verb;
    }

    private static async Task RunAsync(string given, string? picture, LearningCurveOptions options, CommandOutput output, CancellationToken stop)
    {
        PictureFile.RequireWritable(picture);
        LearningCurve found = await output.ProgressAsync("learning curve", async bar =>
        {
            var printer = new RunPrinter(output, bar);
            LearningCurve curve = await LearningCurve.OfAsync(await PlanAsync(given, printer, stop), options, printer.On, stop);
            printer.Finish();
            return curve;
        });
        Print(found, output);
        if (picture is not null)
        {
            LearningCurveChart.Write(picture, found);
            output.Line($"Wrote {picture}");
        }

        output.Json(new
        {
            found.Verdict,
            found.Summary,
            found.Learner,
            found.HeldOut,
            found.Points,
            Twice = found.Forecast is { } more ? new { more.Pictures, more.Gain, more.Low, more.High } : null,
            Picture = picture,
        });
    }

    private static async Task<TrainingPlan> PlanAsync(string given, RunPrinter printer, CancellationToken stop)
    {
        var run = new RunFolder(given);
        return File.Exists(run.Recipe) && run.HasBegun
            ? RunVerb.Own(await TrainingPlan.ReadAsync(run, printer.On, stop))
            : await new TrainingRequest(given) { Compute = ComputeOptions.OwnProcess, KeepsThumbnails = true }.SettleAsync(printer.On, stop);
    }

    private static void Print(LearningCurve found, CommandOutput output)
    {
        output.Heading("Learning curve");
        output.Table(
            ["of the pictures", "pictures", "accuracy", "95% interval", "loss"],
            [
                .. found.Points.Select(point => (string[])
                [
                    point.Share.ToString("0.#%", CultureInfo.InvariantCulture), point.Pictures.ToString(CultureInfo.InvariantCulture), Number(point.Accuracy),
                    $"{Number(point.Low)} to {Number(point.High)}", Number(point.Loss),
                ]),
            ]);
        output.Line($"Learned: {found.Learner}.");
        output.Line(found.Summary);
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
