using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>
/// Finds the networks that a file holds, whatever wrappers put before their names. No list of wrappers: a part is a prefix below which
/// enough children of a known family lie, so all of its names share the prefix, and what lies elsewhere is never mixed in.
/// </summary>
internal static class WeightsParts
{
    // Wrappers go a handful deep; and what this costs must not grow with the length of a name.
    private const int DeepestPrefix = 12;
    private const string FastAiBody = "0.";
    private const string FastAiTimmBody = "0.model.";

    /// <summary>The parts in the file's order, an optimizer's copies of a network left out.</summary>
    /// <param name="file">With all of its names.</param>
    public static IReadOnlyList<WeightsPart> In(WeightsFile file)
    {
        var found = new Dictionary<(string Prefix, NetworkFamily Family), int>();
        var order = new List<(string Prefix, NetworkFamily Family)>();
        foreach (TensorEntry entry in file.Entries.Where(entry => !WeightsPart.IsOptimizers(entry.Name)))
            Note(entry.Name, found, order);
        List<WeightsPart> parts =
        [
            .. order.Where(place => int.PopCount(found[place]) >= place.Family.Enough && IsNetwork(place.Prefix, place.Family, file))
                .Select(place => new WeightsPart(place.Prefix, place.Family == NetworkFamily.Positions ? PartNames.Positions : PartNames.Published))
                .DistinctBy(part => part.Prefix),
        ];
        return [.. parts.Select(part => FastAi(part, file) ?? part).DistinctBy(part => part.Prefix)];
    }

    /// <summary>Notes under each prefix of a name which children of a family it has.</summary>
    private static void Note(
        string name, Dictionary<(string Prefix, NetworkFamily Family), int> found, List<(string Prefix, NetworkFamily Family)> order)
    {
        int start = 0;
        for (int depth = 0; depth <= DeepestPrefix && name.IndexOf('.', start) is var end and > 0; depth++)
        {
            string segment = name[start..end];
            foreach (NetworkFamily family in NetworkFamily.All.Append(NetworkFamily.Positions))
            {
                int child = family.IndexOf(segment);
                if (child < 0)
                    continue;
                (string, NetworkFamily) place = (name[..start], family);
                if (!found.TryGetValue(place, out int children))
                    order.Add(place);
                found[place] = children | (1 << child);
            }

            start = end + 1;
        }
    }

    /// <summary>Long sequences of blocks have as many positions: of a network the first is a convolution and the second a norm.</summary>
    private static bool IsNetwork(string prefix, NetworkFamily family, WeightsFile file) => family != NetworkFamily.Positions
        || (file.Find($"{prefix}0.weight") is { Shape.Count: 4 } && file.Find($"{prefix}1.weight") is { Shape.Count: 1 });

    /// <summary>fast.ai's save around a body that was found, or null where it is none.</summary>
    private static WeightsPart? FastAi(WeightsPart body, WeightsFile file)
    {
        string start = body.Names == PartNames.Positions ? FastAiBody : FastAiTimmBody;
        if (!$".{body.Prefix}".EndsWith($".{start}", StringComparison.Ordinal))
            return null;
        string prefix = body.Prefix[..^start.Length];
        return FastAiNames.AreIn(file.Entries.Select(entry => entry.Name).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => name[prefix.Length..]))
            ? new WeightsPart(prefix, PartNames.FastAi)
            : null;
    }
}
