namespace Emblem.Folders;

/// <summary>What looks odd about where pictures lie.</summary>
/// <param name="layout">Decides set and class.</param>
/// <param name="names">The pictures' paths.</param>
internal sealed class LayoutNotes(FolderLayout layout, IReadOnlyList<string> names)
{
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
        foreach (IGrouping<string, string> first in Firsts().Where(first => layout.HasSets && !layout.Sets.ContainsKey(first.Key)))
        {
            yield return new FolderNote(
                FolderNoteKind.BesideSets, first.Key, $"{Pictures(first.Count())} beside the sets {string.Join(", ", layout.Sets.Keys.Order(StringComparer.Ordinal))}, left out",
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
        var held = names.SelectMany(Above).ToHashSet(StringComparer.Ordinal);
        return folders.Where(folder => folder.Count(c => c == '/') == layout.ClassDepth(folder) || FolderLayout.SetOf(folder) != FolderSet.None)
            .Where(folder => !held.Contains(folder))
            .Select(folder => new FolderNote(FolderNoteKind.EmptyFolder, folder, "holds no pictures, so it is no class", "add pictures, or delete it"));
    }

    private IEnumerable<FolderNote> Deeper() => names
        .Where(name => name.Split('/').Length - 2 > layout.ClassDepth(name) && IsTaken(name))
        .GroupBy(name => name[..name.LastIndexOf('/')])
        .Select(same => new FolderNote(
            FolderNoteKind.DeeperFolder, same.Key, $"{Pictures(same.Count())} in a folder within the class '{layout.PlaceOf(same.First()).Class}', taken as its own",
            "nothing if that is right; --class-folder last takes the last folder for the class"));

    private IEnumerable<FolderNote> ClassesNamedAsSets() => Firsts().Where(first => !layout.HasSets && FolderLayout.SetOf(first.Key) != FolderSet.None)
        .Select(first => new FolderNote(
            FolderNoteKind.ClassNamedAsSet, first.Key, "taken for a class, though it has the name of a set",
            "nothing if it is one; else put the classes into 'train', beside it"));

    private IEnumerable<string> Classes() => names.Where(IsTaken).Select(name => layout.PlaceOf(name).Class).Where(name => name.Length > 0);

    private IEnumerable<IGrouping<string, string>> Firsts() =>
        names.Where(name => name.Contains('/', StringComparison.Ordinal)).GroupBy(name => name.Split('/')[0]);

    private bool IsTaken(string name) => !layout.HasSets || layout.Sets.ContainsKey(name.Split('/')[0]);

    private static IEnumerable<string> Above(string name)
    {
        for (int end = name.LastIndexOf('/'); end > 0; end = name.LastIndexOf('/', end - 1))
            yield return name[..end];
    }

    private static string Pictures(int count) => count == 1 ? "1 picture" : $"{count} pictures";
}
