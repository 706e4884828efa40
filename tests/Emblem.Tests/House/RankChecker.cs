using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Emblem.Tests.House;

/// <summary>
/// Reads compiled assemblies and finds types that use a type of a higher rank. A type's rank is that of the first folder of its namespace
/// below the root; a nested or compiler-made type belongs to the type around it.
/// </summary>
internal sealed class RankChecker(string root, IReadOnlyDictionary<string, int> ranks)
{
    /// <summary>A sentence for each violation, naming both types.</summary>
    public IReadOnlyList<string> Check(params IReadOnlyList<string> assemblies) =>
        [.. assemblies.SelectMany(CheckOne).Distinct().Order(StringComparer.Ordinal)];

    private IEnumerable<string> CheckOne(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        var names = new TypeNames(metadata);
        foreach (TypeDefinitionHandle handle in metadata.TypeDefinitions)
        {
            string user = names.Of(handle);
            if (FolderOf(user) is not { } folder)
                continue;
            if (!ranks.TryGetValue(folder, out int rank))
            {
                yield return $"{user} lies in '{folder}', which has no rank.";
                continue;
            }

            var references = new TypeReferences(file, metadata, names);
            foreach (string used in references.Of(handle))
            {
                if (FolderOf(used) is { } other && ranks.TryGetValue(other, out int otherRank) && otherRank > rank)
                    yield return $"{user} (rank {rank}, {folder}) uses {used} (rank {otherRank}, {other}).";
            }
        }
    }

    private string? FolderOf(string type)
    {
        if (!type.StartsWith($"{root}.", StringComparison.Ordinal))
            return null;
        string[] parts = type[(root.Length + 1)..].Split('.');
        return parts.Length > 1 ? parts[0] : null;
    }
}
