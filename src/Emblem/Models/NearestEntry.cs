using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>Guesses which of a file's tensors a network's entry is, for messages alone.</summary>
internal static class NearestEntry
{
    // Comparing names takes their lengths' product each; a file may have a million.
    private const int MostCompared = 300;
    private const int LongestCompared = 120;

    /// <summary>An entry with its nearest among others, of the same shape where there are such; null where the file has no others.</summary>
    /// <param name="name">The network's name.</param>
    /// <param name="shape">The network's shape.</param>
    /// <param name="others">The file's entries that have no place in the network.</param>
    /// <param name="file">What they are of.</param>
    public static string? Describe(string name, IReadOnlyList<long> shape, IReadOnlyList<TensorEntry> others, WeightsFile file)
    {
        TensorEntry[] alike = [.. others.Where(entry => entry.Shape.SequenceEqual(shape)).Take(MostCompared)];
        Dictionary<string, TensorEntry> compared = (alike.Length > 0 ? alike : others.Take(MostCompared))
            .Where(entry => entry.Name.Length <= LongestCompared).ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        return compared.Count == 0 ? null
            : $"{Shown(PrefixIn(file) + name)} {Quoted.Shape(shape)} expected, {Found(compared[NearestName.To(name, compared.Keys)], file)} in the file";
    }

    /// <summary>What the file puts before the network's names, so that both sides of a pair are names of the file.</summary>
    private static string PrefixIn(WeightsFile file) => file.Entries.Where(entry => !WeightsPart.IsOutside(entry.Name))
        .Select(entry => file.NameInFile(entry.Name) is var whole && whole.EndsWith(entry.Name, StringComparison.Ordinal) ? whole[..^entry.Name.Length] : "")
        .FirstOrDefault("");

    private static string Found(TensorEntry entry, WeightsFile file) => $"{Shown(file.NameInFile(entry.Name))} {Quoted.Shape(entry.Shape)}";

    private static string Shown(string name) => Quoted.Text(name).Trim('\'');
}
