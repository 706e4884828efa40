using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary><c>emblem weights list</c>: what is published, and what of it is here.</summary>
internal static class WeightsListCommand
{
    private const string Absent = "absent";

    public static Verb Create()
    {
        var verb = new Verb("list", "List published weights and where each is on this machine.")
        {
            Examples = ["emblem weights list", "emblem weights list --json"],
        };
        verb.Runs((_, output, _) =>
        {
            Run(output);
            return Task.CompletedTask;
        });
        return verb;
    }

    private static void Run(CommandOutput output)
    {
        (PublishedWeights Weights, FoundWeights? Found)[] rows =
            [.. PublishedWeights.All.Select(weights => (weights, PretrainedWeights.Locate(weights)))];
        output.Table(
            ["name", "architecture", "parameters", "MB", "licence", "where"],
            [
                .. rows.Select(row => (string[])
                [
                    row.Weights.Name,
                    row.Weights.ArchitectureName,
                    $"{(row.Weights.Architecture.Parameters / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} M",
                    row.Weights.File.Megabytes.ToString("0.0", CultureInfo.InvariantCulture),
                    row.Weights.Architecture.WeightsLicence,
                    row.Found?.Place.Label ?? Absent,
                ]),
            ]);
        output.Line("'emblem weights path NAME' prints the file's path, 'emblem weights fetch NAME' downloads it.");
        foreach ((PublishedWeights weights, FoundWeights? found) in rows)
            output.Detail($"  {weights}: {weights.Source}; {found?.Path ?? weights.File.Address.AbsoluteUri}");
        output.Json(new { Cache = PretrainedWeights.CacheFolder, Weights = rows.Select(row => Describe(row.Weights, row.Found)) });
    }

    private static object Describe(PublishedWeights weights, FoundWeights? found) => new
    {
        weights.Name,
        weights.Aliases,
        Architecture = weights.ArchitectureName,
        weights.Architecture.Parameters,
        Licence = weights.Architecture.WeightsLicence,
        weights.Source,
        File = weights.File.Name,
        weights.File.Address,
        weights.File.Sha256,
        weights.File.Megabytes,
        Where = found?.Place.Label ?? Absent,
        found?.Path,
    };
}
