using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emblem.Foundation;
using Emblem.Reporting.Report;

namespace Emblem.Runs.Report;

/// <summary>With what, when and where the run was made.</summary>
internal static class OptionsSection
{
    public static PageSection Of(RunReport report)
    {
        var section = new PageSection("options", "Options and environment");
        if (report.Record is { } record)
        {
            section.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"Begun {record.Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {TimeSpan.FromSeconds(record.Seconds):h\\:mm\\:ss} long, on {record.System} ({record.Processor}, {ValueText.Count(record.Processors, "processor")}) with {record.Runtime}. Computed on {report.Plan.Compute}."));
            foreach (PieceMissing missing in record.Missing)
                section.Lack($"The run had to do without {missing.Piece}: {missing.Reason}");
        }
        else
        {
            section.Lack("When and where it was made cannot be read (run.json).");
        }

        if (report.Model?.Provenance is { } made)
            section.Say($"Emblem {made.EmblemVersion ?? "of an unknown version"}, libtorch {made.TorchVersion ?? "of an unknown version"}.");
        JsonNode? options = JsonSerializer.SerializeToNode(report.Plan, SnakeCaseJson.Options);
        return section.Fold("All options (options.json)", inner => inner.Table("Everything that decided the result", ["option", "value"], [.. Flat("", options)]));
    }

    /// <summary>A row a value, named by the way to it.</summary>
    private static IEnumerable<string[]> Flat(string name, JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Flat(name.Length == 0 ? member.Key : $"{name}.{member.Key}", member.Value)),
        JsonArray items => [[name, string.Join(", ", items.Select(item => item?.ToString() ?? "none"))]],
        null => [[name, "none"]],
        _ => [[name, node.ToString()]],
    };
}
