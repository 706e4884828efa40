using System.CommandLine;
using Emblem.Acquisition;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem verify</c>: says of every file what it is, and writes or keeps the good ones.</summary>
internal static class VerifyCommand
{
    private const int ShownFiles = 20;
    private static readonly VerificationOutcome[] Outcomes = Enum.GetValues<VerificationOutcome>();

    public static Command Create()
    {
        var verb = new Verb("verify", "Decode every file whole and say what it is; optionally write good copies.")
        {
            Examples =
            [
                "emblem verify images/train",
                "emblem verify images/train --report verification.csv",
                "emblem verify images/train --into images/verified --max-size 500",
                "emblem verify images/train --in-place --max-size 500 --delete",
                "mpirun -n 4 emblem verify images/train --into images/verified     # four processes, of one machine or several",
                "emblem verify scans --into scans-ok --pixel-limit 400000000 --memory-limit 4000",
            ],
        };
        VerifyArguments arguments = new VerifyArguments().AddTo(verb);
        verb.Runs((parsed, output, stop) => RunAsync(arguments.Read(parsed), output, stop));
        return verb;
    }

    /// <summary>Verifies and prints what was found.</summary>
    /// <exception cref="ClassLossException">Classes were left alone; the others are done, and all of it is printed.</exception>
    public static async Task<VerificationReport> CheckAsync(VerifyRequest request, CommandOutput output, CancellationToken stop)
    {
        try
        {
            VerificationReport report = await output.ProgressAsync("verifying", progress => VerifyAsync(request, progress, stop));
            Print(report, output);
            return report;
        }
        catch (ClassLossException loss)
        {
            Print(loss.Report, output);
            throw;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && request.Output is not null)
        {
            output.Warning("Files that were decoded are not decoded again: the same command goes on from here.");
            throw;
        }
    }

    private static Task<VerificationReport> VerifyAsync(VerifyRequest request, IProgress<StepProgress> progress, CancellationToken stop)
    {
        VerifyOptions options = request.Options with { Worker = request.Options.Worker ?? ThisProgram.As(DecodeWorkerCommand.Name), Ranks = RankSession.Ranks };
        return request.InPlace
            ? ImageVerifier.VerifyInPlaceAsync(request.Folder, options, progress, stop)
            : ImageVerifier.VerifyAsync(request.Folder, request.Into, options, progress, stop);
    }

    private static async Task RunAsync(VerifyRequest request, CommandOutput output, CancellationToken stop)
    {
        try
        {
            VerificationReport report = await CheckAsync(request, output, stop);
            if (request.Report is { } file && RankSession.Speaks)
                report.Write(file);
            Conclude(request, report, [], output, stop);
        }
        catch (ClassLossException loss)
        {
            Conclude(request, loss.Report, loss.Classes, output, stop);
            throw;
        }
    }

    private static void Conclude(
        VerifyRequest request, VerificationReport report, IReadOnlyList<string> leftAlone, CommandOutput output, CancellationToken stop)
    {
        DuplicateCounts duplicates = DuplicateSearch.Run(request.Folder, GoodFiles(request, report), RankSession.Speaks ? request.ReportFolder : null, output, stop);
        if (request.ReportFile is { } file)
            output.Line($"Every file has a row in {file}");
        output.Json(new
        {
            request.Folder,
            Into = request.Output,
            Report = request.ReportFile,
            Count = report.Records.Count,
            report.Decoded,
            Outcomes = Outcomes.ToDictionary(VerificationReport.Name, report.Count),
            LeftAlone = leftAlone,
            Refused = report.Records.Where(record => record.IsRefused).Select(record => new { record.Path, record.Format, record.Reason }),
            Duplicates = duplicates,
            report.Notes,
        });
    }

    /// <summary>Below the folder, as they are now: in place some have a new name, and a report keeps rows of files that are gone.</summary>
    private static IReadOnlyList<string> GoodFiles(VerifyRequest request, VerificationReport report) =>
    [
        .. report.Records.Where(record => record.IsGood).Select(record => request.InPlace ? record.Written : record.Path)
            .Where(name => File.Exists(Path.Combine(request.Folder, name))),
    ];

    private static void Print(VerificationReport report, CommandOutput output)
    {
        IGrouping<string, VerificationRecord>[] classes = [.. report.Records.GroupBy(report.ClassOf)];
        output.Table(
            ["class", .. Outcomes.Select(VerificationReport.Name)],
            CountTable.Rows(
                [.. classes.Select(same => same.Key.Length == 0 ? "." : same.Key)],
                [.. Outcomes.Select(outcome => (int[])[.. classes.Select(same => same.Count(record => record.Outcome == outcome))])],
                CountTable.MostIn(output)));
        NotesTable.Print(report.Notes, output);
        VerificationRecord[] refused = [.. report.Records.Where(record => record.IsRefused)];
        int shown = output.IsVerbose ? refused.Length : Math.Min(ShownFiles, refused.Length);
        if (shown > 0)
            output.Table(["refused file", "reason"], [.. refused.Take(shown).Select(record => (string[])[record.Path, record.Reason])]);
        if (shown < refused.Length)
            output.Line($"… and {refused.Length - shown} more; -v shows all.");
        int read = report.Records.Count(record => record.Sha256Before.Length > 0);
        if (report.Decoded < read)
            output.Line($"Decoded {report.Decoded} of {read} files: the others were known from an earlier run.");
    }
}
