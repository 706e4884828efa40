using Emblem.ModelFiles;
using static TorchSharp.torch;

namespace Emblem.Models;

/// <summary>How a file of weights compares with an architecture's body.</summary>
/// <param name="Architecture">The network.</param>
/// <param name="Missing">Entries that the file lacks.</param>
/// <param name="Misshapen">Entries that it has in another shape, with both shapes.</param>
/// <param name="Extra">Entries that are no part of the body; a classifier, as a rule.</param>
/// <param name="Entries">Of the body, all together.</param>
internal sealed record ArchitectureFit(
    Architecture Architecture, IReadOnlyList<string> Missing, IReadOnlyList<string> Misshapen, IReadOnlyList<string> Extra, int Entries)
{
    /// <summary>Whether the whole body can be loaded.</summary>
    public bool IsWhole => Missing.Count == 0 && Misshapen.Count == 0;

    /// <summary>The share of the body's entries that the file has in their shape.</summary>
    public double Share => 1 - ((double)(Missing.Count + Misshapen.Count) / Entries);

    /// <summary>What keeps the file from fitting, in a few words; empty when it fits.</summary>
    public string Differences => string.Join("; ", new[]
    {
        Missing.Count == 0 ? null : $"{Missing.Count} of {Entries} entries are missing, the first {Missing[0]}",
        Misshapen.Count == 0 ? null : $"{Misshapen.Count} have another shape, the first {Misshapen[0]}",
    }.Where(part => part is not null));

    /// <summary>Compares names and shapes; reads no tensor.</summary>
    public static ArchitectureFit Of(Architecture architecture, WeightsFile file)
    {
        using FeatureExtractor body = architecture.CreateBody();
        Dictionary<string, Tensor> wanted = body.state_dict();
        string[] missing = [.. wanted.Keys.Where(name => file.Find(name) is null)];
        string[] misshapen =
        [
            .. wanted.Where(entry => file.Find(entry.Key) is { } found && !found.Shape.SequenceEqual(entry.Value.shape))
                .Select(entry => $"{entry.Key} [{string.Join(", ", file.Find(entry.Key)!.Shape)}] instead of [{string.Join(", ", entry.Value.shape)}]"),
        ];
        string[] extra = [.. file.Entries.Select(entry => entry.Name).Where(name => !wanted.ContainsKey(name))];
        return new ArchitectureFit(architecture, missing, misshapen, extra, wanted.Count);
    }

    /// <summary>The architecture that a file fits; where it fits none, the nearest.</summary>
    public static ArchitectureFit Nearest(WeightsFile file)
    {
        // A body of a hundred million parameters takes a second to make: the likeliest comes first, and the first that fits ends the search.
        string name = Path.GetFileName(file.Path);
        var all = new List<ArchitectureFit>();
        foreach (Architecture candidate in Architectures.All.OrderByDescending(known => name.Contains(known.Name, StringComparison.OrdinalIgnoreCase)))
        {
            var fit = Of(candidate, file);
            if (fit.IsWhole)
                return fit;
            all.Add(fit);
        }

        return all.MaxBy(fit => fit.Share)!;
    }
}
