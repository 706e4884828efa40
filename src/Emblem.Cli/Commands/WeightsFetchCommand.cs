using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights fetch</c>: downloads published weights, or says that they are here.</summary>
internal static class WeightsFetchCommand
{
    private const int HashDigits = 2 * SHA256.HashSizeInBytes;

    public static Verb Create()
    {
        Argument<string> name = WeightsPathCommand.NameArgument();
        var into = new Option<string?>("--into") { Description = "The folder to put the file into. Default: the user's cache.", HelpName = "DIR" };
        var sha256 = new Option<string?>("--sha256")
        {
            Description = "The file's hash where it is not the catalogue's: for a mirror with files of its own.",
            HelpName = "HASH",
        };
        sha256.Validators.Add(RequireHash);
        var verb = new Verb("fetch", "Download published weights and check them; what was cut off goes on where it ended.")
        {
            Examples =
            [
                "emblem weights fetch resnet34",
                "emblem weights fetch resnet50-v2 --into /mnt/mirror     # then EMBLEM_WEIGHTS=/mnt/mirror on the site without a network",
                "EMBLEM_WEIGHTS_HOST=https://mirror.example emblem weights fetch resnet34",
            ],
        };
        verb.Add(name);
        verb.Add(into);
        verb.Add(sha256);
        verb.Runs((parsed, output, stop) => RunAsync(
            Find(parsed.GetValue(name)!),
            new WeightsDownloadOptions { Folder = parsed.GetValue(into), Sha256 = parsed.GetValue(sha256) },
            output,
            stop));
        return verb;
    }

    private static PublishedWeights Find(string name) => BoxedWeights.IsCalled(name)
        ? throw new EmblemException(
            $"{BoxedWeights.Architecture} is not downloaded: it comes with the command, from the package {BoxedWeights.Package}. "
            + $"{(BoxedWeights.Path is { } path ? $"It is at {path}." : "It is missing here: install or build the command anew.")}")
        : PublishedWeights.Find(name);

    private static async Task RunAsync(PublishedWeights weights, WeightsDownloadOptions options, CommandOutput output, CancellationToken stop)
    {
        if (options is { Folder: null, Sha256: null } && FindWhole(weights) is { } here)
        {
            output.Line($"{weights} is here already: {here.Path}");
            Report(weights, here.Path, fetched: false, output);
            return;
        }

        using var download = new WeightsDownload(options);
        BodyWeights found = await output.ProgressAsync(
            $"looking for {weights}", progress => download.FetchAsync(weights, progress, stop));
        output.Line($"{weights} is at {found.Path}");
        Report(weights, found.Path, fetched: true, output);
    }

    /// <summary>A damaged file does not count: fetching is how to get it anew.</summary>
    private static FoundWeights? FindWhole(PublishedWeights weights) =>
        PretrainedWeights.Locate(weights) is { } found && found.IsWhole() ? found : null;

    private static void Report(PublishedWeights weights, string path, bool fetched, CommandOutput output)
    {
        string sha256 = PretrainedWeights.Sha256Of(path);
        output.Line($"{(new FileInfo(path).Length / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} MB, sha256 {sha256}");
        output.Json(new { weights.Name, Path = path, Fetched = fetched, Sha256 = sha256 });
    }

    private static void RequireHash(OptionResult given)
    {
        if (given.Tokens is [var token] && !(token.Value.Length == HashDigits && token.Value.All(char.IsAsciiHexDigit)))
            given.AddError($"--sha256 takes {HashDigits} hexadecimal digits; got '{token.Value}'.");
    }
}
