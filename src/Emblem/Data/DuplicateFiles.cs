using System.Security.Cryptography;

namespace Emblem.Data;

/// <summary>Finds files with equal bytes.</summary>
internal static class DuplicateFiles
{
    /// <summary>Groups of indices, each ascending, ordered by their first; a file without a copy is a group of its own.</summary>
    public static IReadOnlyList<int[]> Group(IReadOnlyList<string> paths)
    {
        // Files of different length differ, so only the rest is read.
        var groups = new List<int[]>();
        foreach (IGrouping<long, int> sameLength in Enumerable.Range(0, paths.Count).GroupBy(i => new FileInfo(paths[i]).Length))
        {
            int[] indices = [.. sameLength];
            if (indices.Length == 1)
                groups.Add(indices);
            else
                groups.AddRange(indices.GroupBy(i => HashOf(paths[i])).Select(same => same.ToArray()));
        }

        groups.Sort((a, b) => a[0].CompareTo(b[0]));
        return groups;
    }

    private static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(stream));
    }
}
