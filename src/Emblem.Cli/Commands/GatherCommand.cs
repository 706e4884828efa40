using System.CommandLine;
using Emblem.Acquisition;
using Emblem.Cli.Terminal;
using Emblem.Projects;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem gather</c>: URL lists in, pictures that train out. Download and verify in one go.</summary>
internal static class GatherCommand
{
    public static Command Create()
    {
        Option<NamedUrlList[]> urls = UrlsOption.Create(required: true);
        var into = new Option<string>("--into")
        {
            Description = $"Gets {ProjectFolder.DownloadedName}/CLASS with the files as they came, and {ProjectFolder.VerifiedName}/CLASS with good copies to train on.",
            HelpName = "DIR",
            Required = true,
        };
        Option<int> limit = DownloadCommand.LimitOption();
        Option<int> maxSize = NumberOption.Create("--max-size", "The longer side of the verified copies, in pixels.", 1, int.MaxValue);
        maxSize.DefaultValueFactory = _ => GatheringRequest.StandardMaxSize;
        var force = new Option<bool>("--force") { Description = "Go on where more than half of a class is no good." };
        var verb = new Verb("gather", "Download and verify in one go: from URL lists to pictures that train. A second run fetches only what is missing.")
        {
            Examples =
            [
                "emblem gather --urls unc=unc_links.csv --urls duke=duke_links.csv --into images",
                "emblem gather --urls cat=cats.txt --urls dog=dogs.txt --limit 50 --max-size 320 --into pictures",
                "emblem train images/verified --out run",
            ],
        };
        foreach (Option option in (Option[])[urls, into, limit, maxSize, force])
            verb.Add(option);
        DownloadArguments manners = new DownloadArguments().AddManners(verb);
        verb.Runs((parsed, output, stop) =>
        {
            string folder = parsed.GetValue(into)!;
            return RunAsync(
                new GatherRequest(
                    new DownloadRequest(parsed.GetValue(urls)!, Path.Combine(folder, ProjectFolder.DownloadedName), parsed.GetValue(limit)) { Options = manners.Read(parsed) },
                    Path.Combine(folder, ProjectFolder.VerifiedName),
                    new VerifyOptions { MaxSize = parsed.GetValue(maxSize), Force = parsed.GetValue(force) }),
                output,
                stop);
        });
        return verb;
    }

    /// <summary>Downloads, then verifies into another folder, and prints both.</summary>
    /// <exception cref="Foundation.EmblemException">A class got no picture, or would lose most of them.</exception>
    public static async Task<(IReadOnlyList<ClassDownload> Downloads, VerificationReport Verified)> GatherAsync(GatherRequest request, CommandOutput output, CancellationToken stop)
    {
        output.Heading("Download");
        IReadOnlyList<ClassDownload> downloads = await DownloadCommand.FetchAsync(request.Download, output, stop);
        DownloadCommand.RequireAll(downloads);
        if (request.IsWhole && PictureGathering.SetEarlierAside(request.Download.Into, downloads) is > 0 and int aside)
            output.Line($"Set aside {aside} pictures of earlier lists, into {Path.Combine(request.Download.Into, ImageVerifier.SetAsideFolder)}");
        output.Heading("Verify");
        return (downloads, await VerifyCommand.CheckAsync(new VerifyRequest(request.Download.Into, request.Verified, false, request.Options), output, stop));
    }

    private static async Task RunAsync(GatherRequest request, CommandOutput output, CancellationToken stop)
    {
        (IReadOnlyList<ClassDownload> downloads, VerificationReport verified) = await GatherAsync(request, output, stop);
        VerificationRecord[] good = [.. verified.Records.Where(record => record.IsGood)];
        output.Line();
        output.Line($"{good.Length} good pictures in {request.Verified}, each file's row in its {VerificationReport.FileName}.");
        output.Json(new
        {
            Downloaded = request.Download.Into,
            request.Verified,
            Count = verified.Records.Count - verified.Count(VerificationOutcome.Sidecar),
            Good = good.Length,
            Classes = downloads.Select(found => new
            {
                found.Class,
                found.Urls,
                found.Downloaded,
                found.NotAPicture,
                found.Failed,
                Good = good.Count(record => verified.ClassOf(record) == found.Class),
            }),
            Refused = verified.Records.Where(record => record.IsRefused).Select(record => new { record.Path, record.Format, record.Reason }),
        });
    }
}
