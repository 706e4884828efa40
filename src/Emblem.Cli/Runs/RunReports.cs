using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Runs;

namespace Emblem.Cli.Runs;

/// <summary>Writes the page of a run: for the verb that does nothing else, and at the end of those that build one.</summary>
internal static class RunReports
{
    private const string Work = "reporting";

    /// <summary>Puts the report of a run together, showing how far it is, and writes the page.</summary>
    public static Task<RunReport> WriteAsync(TrainingPlan plan, string path, CommandOutput output, CancellationToken stop) =>
        WriteAsync(told => RunReport.OfAsync(plan, told, stop), path, output);

    /// <summary>The same for a run that has just been trained: a report that fails costs the run nothing.</summary>
    /// <returns>The page; null where there is none.</returns>
    public static async Task<string?> TryWriteAsync(TrainingResult trained, CommandOutput output, CancellationToken stop)
    {
        RunFolder run = trained.Plan.Folder;
        try
        {
            output.Heading("Report");
            await WriteAsync(told => RunReport.OfAsync(trained, told, stop), run.Report, output);
            return run.Report;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            bool isForPeople = fault is EmblemException or IOException or UnauthorizedAccessException;
            output.Warning($"There is no report of the run: {(isForPeople ? fault.Message : $"unexpected {fault.GetType().Name}, {fault.Message}")} The run is whole without it; to try again: emblem report {run.Path}");
            return null;
        }
    }

    private static async Task<RunReport> WriteAsync(Func<Action<RunEvent>, Task<RunReport>> make, string path, CommandOutput output)
    {
        RunReport report = await output.ProgressAsync(Work, async bar =>
        {
            var printer = new RunPrinter(output, bar) { Work = Work };
            RunReport found = await make(happened => Show(happened, printer, output));
            printer.Finish();
            return found;
        });
        report.WriteHtml(path);
        return report;
    }

    /// <summary>The pictures were counted when the run was made; here only what is new is told.</summary>
    private static void Show(RunEvent happened, RunPrinter printer, CommandOutput output)
    {
        if (happened is PieceMissing missing)
            output.Warning($"The report does without {missing.Piece}: {missing.Reason}");
        else if (happened is not PicturesDivided)
            printer.On(happened);
    }
}
