using System.CommandLine;
using System.Globalization;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;
using Emblem.Foundation;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem download</c>: URL lists in, one folder of pictures a class out.</summary>
internal static class DownloadCommand
{
    /// <summary>The notebook's <c>max_pics</c>.</summary>
    public const int StandardLimit = 200;

    public static Command Create()
    {
        Option<NamedUrlList[]> urls = UrlsOption.Create(required: true);
        var into = new Option<string>("--into") { Description = "The folder that gets one subfolder for each class.", HelpName = "DIR", Required = true };
        Option<int> limit = LimitOption();
        var verb = new Verb("download", "Fetch the pictures of URL lists, one folder for each class.")
        {
            Examples =
            [
                "emblem download --urls unc=unc_links.csv --urls duke=duke_links.csv --into images/train",
                "emblem download --urls cat=cats.txt --limit 50 --into pictures",
            ],
        };
        verb.Add(urls);
        verb.Add(into);
        verb.Add(limit);
        verb.Runs((parsed, output, stop) => RunAsync(
            new DownloadRequest(parsed.GetValue(urls)!, parsed.GetValue(into)!, parsed.GetValue(limit)), output, stop));
        return verb;
    }

    public static Option<int> LimitOption()
    {
        Option<int> limit = NumberOption.Create("--limit", "So many addresses of each list, from its beginning.", 1, int.MaxValue);
        limit.DefaultValueFactory = _ => StandardLimit;
        return limit;
    }

    /// <summary>Downloads all lists and prints what came of them.</summary>
    /// <exception cref="EmblemException">A class got no picture at all.</exception>
    public static async Task<IReadOnlyList<ClassDownload>> FetchAsync(DownloadRequest request, CommandOutput output, CancellationToken stop)
    {
        (string Name, UrlList Urls)[] lists = [.. request.Lists.GroupBy(list => list.Name).SelectMany(same => same.Select(list => (list.Name, UrlList.Read(list.File))))];
        foreach ((string name, UrlList urls) in lists)
            Report(name, urls, output);
        using var downloader = new ImageDownloader();
        var results = new List<ClassDownload>();
        foreach ((string name, UrlList urls) in lists)
        {
            DownloadManifest manifest = await output.ProgressAsync(
                $"downloading {name}",
                progress => downloader.DownloadAsync(urls, Path.Combine(request.Into, name), request.Limit, progress, stop));
            results.Add(ClassDownload.Of(name, manifest));
        }

        output.Table(
            ["class", "urls", "downloaded", "not a picture", "failed"],
            [.. results.Select(found => (string[])[found.Class, Text(found.Urls), Text(found.Downloaded), Text(found.NotAPicture), Text(found.Failed)])]);
        output.Line($"Why each is missing: {DownloadManifest.FileName} in each folder of {request.Into}");
        return results;
    }

    private static async Task RunAsync(DownloadRequest request, CommandOutput output, CancellationToken stop)
    {
        IReadOnlyList<ClassDownload> results = await FetchAsync(request, output, stop);
        RequireAll(results);
        output.Json(new { request.Into, Classes = results });
    }

    /// <summary>Fails where a class stayed empty.</summary>
    public static void RequireAll(IReadOnlyList<ClassDownload> results)
    {
        string[] empty = [.. results.Where(found => found.Downloaded == 0).Select(found => found.Class)];
        if (empty.Length > 0)
        {
            throw new EmblemException(
                $"Not one picture of {string.Join(", ", empty)} could be fetched. The reasons are in its {DownloadManifest.FileName}.");
        }
    }

    private static void Report(string name, UrlList urls, CommandOutput output)
    {
        if (urls.Problems.Count > 0)
            output.Warning($"{name}: {urls.Problems.Count} lines of the list are left out; the first is line {urls.Problems[0].Line}: {urls.Problems[0].Reason}");
        foreach (UrlProblem problem in urls.Problems)
            output.Detail($"  {name} line {problem.Line}: {problem.Reason}: {problem.Text}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
