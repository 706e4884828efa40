using System.CommandLine;
using System.Globalization;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Projects;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem download</c>: URL lists in, one folder of pictures a class out.</summary>
internal static class DownloadCommand
{
    private const int ShownReasons = 12;

    public static Command Create()
    {
        Option<NamedUrlList[]> urls = UrlsOption.Create(required: true);
        var into = new Option<string>("--into") { Description = "The folder that gets one subfolder for each class.", HelpName = "DIR", Required = true };
        Option<int> limit = LimitOption();
        var verb = new Verb("download", "Fetch the pictures of URL lists, one folder for each class. Run it again to go on or to add to a list.")
        {
            Examples =
            [
                "emblem download --urls unc=unc_links.csv --urls duke=duke_links.csv --into images/train",
                "emblem download --urls cat=cats.txt --limit 50 --into pictures",
                "emblem download --urls animals.csv --into pictures          (columns url and label: a folder for each label)",
                "emblem download --urls animals.csv --into pictures --refresh",
                "emblem download --urls animals.csv --into pictures --verified checked",
                "emblem download --urls cat=cats.txt --into pictures --per-host 2 --contact me@example.org",
            ],
        };
        verb.Add(urls);
        verb.Add(into);
        verb.Add(limit);
        DownloadArguments arguments = new DownloadArguments().AddTo(verb);
        verb.Runs((parsed, output, stop) => RunAsync(
            new DownloadRequest(parsed.GetValue(urls)!, parsed.GetValue(into)!, parsed.GetValue(limit)) { Options = arguments.Read(parsed) },
            output,
            stop));
        return verb;
    }

    public static Option<int> LimitOption()
    {
        Option<int> limit = NumberOption.Create("--limit", "So many addresses of each class, from the list's beginning.", 1, int.MaxValue).In(HelpGroup.Data);
        limit.DefaultValueFactory = _ => GatheringRequest.StandardLimit;
        return limit;
    }

    /// <summary>Downloads all lists and prints what came of them.</summary>
    public static async Task<IReadOnlyList<ClassDownload>> FetchAsync(DownloadRequest request, CommandOutput output, CancellationToken stop)
    {
        var gathering = new GatheringProgress();
        ClassList[] lists = [.. request.Lists.SelectMany(list => list.Read(output).Select(found => new ClassList(found.Class, found.Urls, list.File)))];
        using var pictures = new PictureGathering(
            new GatheringRequest { Lists = lists, Downloaded = request.Into, Limit = request.Limit, Download = request.Options }, gathering.Tell);
        var results = new List<ClassDownload>();
        try
        {
            foreach (ClassList list in lists)
                results.Add(await output.ProgressAsync($"downloading {list.Class}", progress => gathering.ShowAsync(progress, () => pictures.DownloadAsync(list, stop))));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.Line($"What has arrived is kept, with a row in {DownloadManifest.FileName}. The same command again goes on from here.");
            throw;
        }

        DownloadRecord[] missing = [.. results.SelectMany(found => found.Records).Where(record => record.Outcome != DownloadOutcome.Downloaded)];
        Print(results, missing, output);
        int unwelcome = missing.Count(record => record.Status is 403 or 429);
        if (unwelcome > 0 && request.Options is { Contact: null, UserAgent: null })
            output.Line($"Refused by their hosts (403 or 429): {unwelcome}. Some hosts, Wikimedia's among them, want to know whom to write to: give --contact MAIL.");
        output.Line($"What became of each address: {DownloadManifest.FileName} in each folder of {request.Into}");
        return results;
    }

    /// <summary>Fails where a class stayed empty.</summary>
    /// <exception cref="EmblemException">A class got no picture at all.</exception>
    public static void RequireAll(IReadOnlyList<ClassDownload> results)
    {
        string[] empty = [.. results.Where(found => found.Downloaded == 0).Select(found => found.Class)];
        if (empty.Length > 0)
        {
            throw new EmblemException(
                $"Not one picture of {string.Join(", ", empty)} could be fetched. The reasons are in its {DownloadManifest.FileName}.");
        }
    }

    private static async Task RunAsync(DownloadRequest request, CommandOutput output, CancellationToken stop)
    {
        IReadOnlyList<ClassDownload> results = await FetchAsync(request, output, stop);
        RequireAll(results);
        output.Json(new { request.Into, Classes = results });
    }

    private static void Print(IReadOnlyList<ClassDownload> results, IReadOnlyList<DownloadRecord> missing, CommandOutput output)
    {
        output.Table(
            ["class", "urls", "pictures", "there before", "not a picture", "failed"],
            CountTable.Rows(
                [.. results.Select(found => found.Class)],
                [
                    [.. results.Select(found => found.Urls)], [.. results.Select(found => found.Downloaded)], [.. results.Select(found => found.AlreadyThere)],
                    [.. results.Select(found => found.NotAPicture)], [.. results.Select(found => found.Failed)],
                ],
                CountTable.MostIn(output)));
        (string Reason, int Count)[] reasons =
        [
            .. missing.GroupBy(record => record.Reason).Select(same => (same.Key, same.Count()))
                .OrderByDescending(reason => reason.Item2).ThenBy(reason => reason.Key, StringComparer.Ordinal),
        ];
        if (reasons.Length == 0)
            return;
        output.Table(["why there is no picture", "urls"], [.. reasons.Take(ShownReasons).Select(reason => (string[])[reason.Reason, Text(reason.Count)])]);
        if (reasons.Length > ShownReasons)
            output.Line($"… and {reasons.Length - ShownReasons} more reasons.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
