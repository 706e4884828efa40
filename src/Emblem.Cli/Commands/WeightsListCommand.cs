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
        Row[] rows = [Row.Box(), .. PublishedWeights.All.Select(weights => Row.Of(weights, PretrainedWeights.Locate(weights)))];
        output.Table(
            ["name", "architecture", "parameters", "MB", "licence", "where"],
            [
                .. rows.Select(row => (string[])
                [
                    row.Name,
                    row.Architecture,
                    $"{(row.Parameters / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} M",
                    row.Megabytes.ToString("0.0", CultureInfo.InvariantCulture),
                    row.Licence,
                    row.Where,
                ]),
            ]);
        output.Line("'emblem weights path NAME' prints the file's path, 'emblem weights fetch NAME' downloads it.");
        foreach (Row row in rows)
            output.Detail($"  {row.Name}: {row.Source}; {row.Path ?? row.Address?.AbsoluteUri ?? row.File}");
        output.Json(new { Cache = PretrainedWeights.CacheFolder, Weights = rows });
    }

    /// <summary>What is said of weights, on the screen and as JSON.</summary>
    private sealed record Row(
        string Name,
        IReadOnlyList<string> Aliases,
        string Architecture,
        long Parameters,
        string Licence,
        string Source,
        string File,
        Uri? Address,
        string Sha256,
        double Megabytes,
        string Where,
        string? Path)
    {
        public static Row Of(PublishedWeights weights, FoundWeights? found) => new(
            weights.Name,
            weights.Aliases,
            weights.ArchitectureName,
            weights.Architecture.Parameters,
            weights.Architecture.WeightsLicence,
            weights.Source,
            weights.File.Name,
            weights.File.Address,
            weights.File.Sha256,
            weights.File.Megabytes,
            found?.Place ?? Absent,
            found?.Path);

        public static Row Box() => new(
            BoxedWeights.Architecture.Name,
            [BoxedWeights.Name],
            BoxedWeights.Architecture.Name,
            BoxedWeights.Architecture.Parameters,
            BoxedWeights.Architecture.WeightsLicence,
            BoxedWeights.Source,
            BoxedWeights.FileName,
            null,
            BoxedWeights.Sha256,
            BoxedWeights.Megabytes,
            BoxedWeights.Path is null ? Absent : "in the box",
            BoxedWeights.Path);
    }
}
