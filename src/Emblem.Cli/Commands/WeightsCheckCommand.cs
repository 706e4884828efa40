using System.CommandLine;
using System.Globalization;
using Emblem.Cli.Runs;
using Emblem.Cli.Terminal;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights check</c>: what a file is and what it can be used for.</summary>
internal static class WeightsCheckCommand
{
    private const int ShownNames = 4;

    public static Verb Create()
    {
        var file = new Argument<string>("FILE") { Description = "A .safetensors, .pth or .onnx file of whatever origin, a folder with shards, or FILE#part." };
        var verb = new Verb("check", "Say what a file of weights is: format, tensors, hash, and which architecture it fits.")
        {
            Examples =
            [
                "emblem weights check resnet34-b627a593.pth",
                "emblem weights check dino.pth#teacher     # one of several networks in a file",
                "emblem weights check run/best.safetensors --json",
            ],
        };
        verb.Add(file);
        verb.Runs((parsed, output, _) =>
        {
            Run(parsed.GetValue(file)!, output);
            return Task.CompletedTask;
        });
        return verb;
    }

    private static void Run(string path, CommandOutput output)
    {
        WeightsInspection found;
        try
        {
            found = WeightsInspection.Of(path);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EmblemException($"There is no file '{path}'.", fault);
        }

        foreach ((string name, string value) in Lines(found))
            output.Line($"{name,-14}{value}");
        foreach (string line in found.Model is { } model ? ModelSummary.Lines(model) : [])
            output.Line(line);
        output.Json(Describe(found));
        if (found.IsAsWritten == false)
            throw new EmblemException($"{path} is damaged: its tensors are not those that it was written with. Copy or download it again.");
        if (found.NotFinite is { } broken && found.Fit.IsWhole)
            throw new EmblemException($"{path} cannot be used: {broken}, so every answer would be NaN. Take other weights, or train again with a lower rate.");
        if (found.BrokenPromise is { } promised)
        {
            throw new EmblemException(
                $"{path} is named as {promised.Address} is, and its hash is another: it is damaged or changed. Delete it and fetch it anew.");
        }
    }

    private static IEnumerable<(string Name, string Value)> Lines(WeightsInspection found)
    {
        yield return ("file", $"{found.Path}, {Number(found.Bytes)} bytes");
        yield return ("format", found.Format);
        yield return ("sha256", found.Sha256);
        yield return ("its own hash", found.IsAsWritten switch
        {
            true => "right: every tensor is as it was written",
            false => "WRONG: the tensors are not those that were written",
            null => "none in the file",
        });
        yield return ("numbers", found.NotFinite is { } fault ? $"NOT FINITE: {fault}" : "all finite");
        yield return ("published", Published(found));
        yield return ("tensors", $"{found.Tensors}: {string.Join(", ", found.Types.Select(type => $"{type.Value} {type.Key}"))}");
        yield return ("parameters", Number(found.Parameters));
        ArchitectureFit fit = found.Fit;
        yield return ("fits", found.Obstacle is { } obstacle ? $"no: {obstacle}"
            : !fit.IsWhole ? $"not {fit.Described}"
            : fit.Beside.Count == 0 ? fit.Architecture.Name
            : $"{fit.Architecture}; besides it has {Shorten(fit.Beside)}");
        if (found.Remark is { } remark)
            yield return ("taken", remark);
    }

    private static object Describe(WeightsInspection found) => new
    {
        File = found.Path,
        found.Format,
        found.Bytes,
        found.Sha256,
        found.IsAsWritten,
        Published = found.IsBoxed ? BoxedWeights.Architecture.Name : found.Published?.Name,
        found.Tensors,
        Types = found.Types.ToDictionary(type => type.Key.ToString(), type => type.Value),
        found.Parameters,
        found.Model,
        Fits = found.IsUsable ? found.Fit.Architecture.Name : null,
        Nearest = found.Fit.Architecture.Name,
        found.Fit.Missing,
        found.Fit.Misshapen,
        found.Fit.Surplus,
        found.Fit.Beside,
        found.Fit.NearestNames,
        found.Part,
        found.OtherParts,
        found.Remark,
        found.Obstacle,
        found.NotFinite,
    };

    private static string Published(WeightsInspection found) =>
        found.IsBoxed ? $"{BoxedWeights.Architecture}: {BoxedWeights.Source} ({BoxedWeights.Architecture.WeightsLicence})"
        : found.Published is { } published ? $"{published.Name}: {published.Source} ({published.Architecture.WeightsLicence})"
        : "no: the hash is none of the catalogue's";

    private static string Shorten(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(ShownNames)) + (names.Count > ShownNames ? $" and {names.Count - ShownNames} more" : "");

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
