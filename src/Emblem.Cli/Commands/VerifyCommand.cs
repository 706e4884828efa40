using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem verify</c>: says of every file what it is, and writes or keeps the good ones.</summary>
internal static class VerifyCommand
{
    private const int ShownFiles = 20;
    private static readonly VerificationOutcome[] Outcomes = Enum.GetValues<VerificationOutcome>();

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A folder with one subfolder of pictures for each class." };
        var into = new Option<string?>("--into") { Description = "Write upright, shrunk copies of the good pictures here.", HelpName = "OUT" };
        var inPlace = new Option<bool>("--in-place")
        {
            Description = $"Put DIR itself in order; replaced files stay in {ImageVerifier.OriginalsFolder}, broken ones in {ImageVerifier.SetAsideFolder}.",
        };
        var maxSize = new Option<int?>("--max-size") { Description = "Shrink larger pictures to this longer side, in pixels.", HelpName = "N" };
        maxSize.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<int?>() < 1)
                result.AddError($"--max-size must be at least 1; got {result.GetValueOrDefault<int?>()}.");
        });
        var delete = new Option<bool>("--delete") { Description = "With --in-place: delete broken files instead of setting them aside." };
        var force = new Option<bool>("--force") { Description = "Go on where more than half of a class would be removed." };
        var verb = new Verb("verify", "Decode every file whole and say what it is; optionally write good copies.")
        {
            Examples =
            [
                "emblem verify images/train",
                "emblem verify images/train --into images/verified --max-size 500",
                "emblem verify images/train --in-place --max-size 500 --delete",
            ],
        };
        verb.Add(folder);
        foreach (Option option in (Option[])[into, inPlace, maxSize, delete, force])
            verb.Add(option);
        verb.Validators.Add(result => Validate(result, into, inPlace, delete));
        verb.Runs((parsed, output, stop) => RunAsync(
            new VerifyRequest(
                parsed.GetValue(folder)!,
                parsed.GetValue(into),
                parsed.GetValue(inPlace),
                new VerifyOptions { MaxSize = parsed.GetValue(maxSize), Delete = parsed.GetValue(delete), Force = parsed.GetValue(force) }),
            output,
            stop));
        return verb;
    }

    /// <summary>Verifies and prints what was found.</summary>
    public static async Task<VerificationReport> CheckAsync(VerifyRequest request, CommandOutput output, CancellationToken stop)
    {
        VerificationReport report = await output.ProgressAsync("verifying", progress => request.InPlace
            ? ImageVerifier.VerifyInPlaceAsync(request.Folder, request.Options, progress, stop)
            : ImageVerifier.VerifyAsync(request.Folder, request.Into, request.Options, progress, stop));
        output.Table(
            ["class", .. Outcomes.Select(VerificationReport.Name)],
            [
                .. report.Records.GroupBy(record => record.Class).Select(same => (string[])
                [
                    same.Key.Length == 0 ? "." : same.Key,
                    .. Outcomes.Select(outcome => same.Count(record => record.Outcome == outcome).ToString(CultureInfo.InvariantCulture)),
                ]),
            ]);
        PrintRefused(report, output);
        return report;
    }

    private static async Task RunAsync(VerifyRequest request, CommandOutput output, CancellationToken stop)
    {
        VerificationReport report = await CheckAsync(request, output, stop);
        string[] good = [.. report.Records.Where(record => record.IsGood).Select(record => request.InPlace ? record.Written : record.Path)];
        DuplicateCounts duplicates = DuplicateSearch.Run(request.Folder, good, request.InPlace ? request.Folder : request.Into, output, stop);
        if ((request.InPlace ? request.Folder : request.Into) is { } written)
            output.Line($"Every file has a row in {Path.Combine(written, VerificationReport.FileName)}");
        output.Json(new
        {
            request.Folder,
            Into = request.InPlace ? request.Folder : request.Into,
            Count = report.Records.Count,
            Outcomes = Outcomes.ToDictionary(VerificationReport.Name, report.Count),
            Refused = report.Records.Where(record => !record.IsGood).Select(record => new { record.Path, record.Format, record.Reason }),
            Duplicates = duplicates,
        });
    }

    private static void PrintRefused(VerificationReport report, CommandOutput output)
    {
        VerificationRecord[] refused = [.. report.Records.Where(record => !record.IsGood)];
        int shown = output.IsVerbose ? refused.Length : Math.Min(ShownFiles, refused.Length);
        if (shown > 0)
            output.Table(["refused file", "reason"], [.. refused.Take(shown).Select(record => (string[])[record.Path, record.Reason])]);
        if (shown < refused.Length)
            output.Line($"… and {refused.Length - shown} more; -v shows all.");
    }

    private static void Validate(CommandResult result, Option<string?> into, Option<bool> inPlace, Option<bool> delete)
    {
        bool replaces = result.GetValue(inPlace);
        if (replaces && result.GetResult(into) is not null)
            result.AddError("--into and --in-place exclude each other: give one, or neither to report only.");
        if (!replaces && result.GetValue(delete))
            result.AddError("--delete needs --in-place: nothing is deleted from a folder that is only read.");
    }
}
