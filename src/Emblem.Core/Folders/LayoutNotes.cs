namespace Emblem.Folders;

/// <summary>What looks odd about where pictures lie.</summary>
/// <param name="layout">Decides set and class.</param>
/// <param name="counts">How many pictures lie in each folder itself, from <see cref="Count"/>.</param>
internal sealed class LayoutNotes(FolderLayout layout, IReadOnlyDictionary<string, int> counts)
{
    /// <summary>Counts by folder; the root is the empty name.</summary>
    /// <param name="names">The pictures' paths.</param>
    public static IReadOnlyDictionary<string, int> Count(IEnumerable<string> names) =>
        names.CountBy(FolderOf, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);

    /// <summary>The folder that a picture lies in.</summary>
    public static string FolderOf(string name) => name[..Math.Max(0, name.LastIndexOf('/'))];

    /// <summary>All of them.</summary>
    /// <param name="folders">Every folder that was read, with or without pictures.</param>
    /// <param name="classFolder">Which folder names the class.</param>
    public IReadOnlyList<FolderNote> Find(IReadOnlyList<string> folders, ClassFolder classFolder) =>
    [
        .. EmptyFolders(folders), .. classFolder == ClassFolder.First ? Deeper() : [], .. ClassesNamedAsSets(), .. FindSets(), .. SimilarNames.Find(Classes()),
    ];

    /// <summary>Those on sets alone: what is left to say where folders name no class.</summary>
    public IEnumerable<FolderNote> FindSets()
    {
        foreach ((string first, int count) in Firsts().Where(first => layout.HasSets && !layout.Sets.ContainsKey(first.Name)))
        {
            yield return new FolderNote(
                FolderNoteKind.BesideSets, first, $"{Pictures(count)} beside the sets {string.Join(", ", layout.Sets.Keys.Order(StringComparer.Ordinal))}, left out",
                "move them into a set, or elsewhere");
        }

        foreach (IGrouping<FolderSet, string> set in layout.Sets.GroupBy(set => set.Value, set => set.Key).Where(set => set.Count() > 1))
        {
            string[] same = [.. set.Order(StringComparer.Ordinal)];
            yield return new FolderNote(FolderNoteKind.MergedSets, same[0], $"one set with {string.Join(", ", same[1..])}, put together", "keep one of them");
        }
    }

    private IEnumerable<FolderNote> EmptyFolders(IReadOnlyList<string> folders)
    {
        var held = counts.Keys.SelectMany(Above).ToHashSet(StringComparer.Ordinal);
        return folders.Where(folder => folder.Count(c => c == '/') == layout.ClassDepth(folder) || FolderLayout.SetOf(folder) != FolderSet.None)
            .Where(folder => !held.Contains(folder))
            .Select(folder => new FolderNote(FolderNoteKind.EmptyFolder, folder, "holds no pictures, so it is no class", "add pictures, or delete it"));
    }

    private IEnumerable<FolderNote> Deeper() => counts
        .Where(folder => folder.Key.Split('/').Length - 1 > layout.ClassDepth(folder.Key) && IsTaken(folder.Key))
        .Select(folder => new FolderNote(
            FolderNoteKind.DeeperFolder, folder.Key, $"{Pictures(folder.Value)} in a folder within the class '{ClassOf(folder.Key)}', taken as its own",
            "nothing if that is right; --class-folder last takes the last folder for the class"));

    private IEnumerable<FolderNote> ClassesNamedAsSets() => Firsts().Where(first => !layout.HasSets && FolderLayout.SetOf(first.Name) != FolderSet.None)
        .Select(first => new FolderNote(
            FolderNoteKind.ClassNamedAsSet, first.Name, "taken for a class, though it has the name of a set",
            "nothing if it is one; else put the classes into 'train', beside it"));

    private IEnumerable<string> Classes() => counts.Keys.Where(IsTaken).Select(ClassOf).Where(name => name.Length > 0);

    private IEnumerable<(string Name, int Count)> Firsts() => counts.Where(folder => folder.Key.Length > 0)
        .GroupBy(folder => folder.Key.Split('/')[0]).Select(first => (first.Key, first.Sum(folder => folder.Value)));

    private string ClassOf(string folder) => layout.PlaceOf($"{folder}/").Class;

    private bool IsTaken(string folder) => !layout.HasSets || layout.Sets.ContainsKey(folder.Split('/')[0]);

    /// <summary>A folder and those that it lies in.</summary>
    private static IEnumerable<string> Above(string folder)
    {
        for (int end = folder.Length; end > 0; end = folder.LastIndexOf('/', end - 1))
            yield return folder[..end];
    }

    private static string Pictures(int count) => count == 1 ? "1 picture" : $"{count} pictures";
}
