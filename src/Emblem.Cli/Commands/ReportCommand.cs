using System.CommandLine;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Runs;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem report</c>: everything that is known of a run, as one page.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A folder that 'emblem train' or 'emblem build' made." };
        var page = new Option<string?>("--out") { Description = "The page. Default: report.html in the run's folder.", HelpName = "FILE.html" };
        var verb = new Verb("report", "Write one page of all that is known of a run: what it can do, how sure that is, what it mistakes, what to do next.")
        {
            Examples = ["emblem report run", "emblem report run --out run.html"],
        };
        verb.Add(run);
        verb.Add(page);
        verb.Runs((parsed, output, stop) => RunAsync(new RunFolder(parsed.GetValue(run)!), parsed.GetValue(page), output, stop));
        return verb;
    }

    private static async Task RunAsync(RunFolder run, string? page, CommandOutput output, CancellationToken stop)
    {
        string path = page ?? run.Report;
        TrainingPlan plan = RunVerb.Own(TrainingPlan.Read(run));
        PictureFile.RequireWritable(path);
        RunReport report = await RunReports.WriteAsync(plan, path, output, stop);
        output.Line();
        foreach (string sentence in report.Summary)
            output.Line(sentence);
        output.Line();
        output.Line($"Wrote {path}: open it in a browser.");
        output.Json(ReportNumbers.Of(report, path));
    }
}
