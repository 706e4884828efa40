namespace Emblem.Folders;

/// <summary>
/// The one rule from a path to set and class. The first folder names the class; where the first folders are those of a usual layout, such as
/// <c>train</c> and <c>test</c>, they are the sets and the second names it.
/// </summary>
internal sealed class FolderLayout
{
    private static readonly Dictionary<string, FolderSet> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = FolderSet.Training,
        ["training"] = FolderSet.Training,
        ["valid"] = FolderSet.Validation,
        ["validation"] = FolderSet.Validation,
        ["val"] = FolderSet.Validation,
        ["dev"] = FolderSet.Validation,
        ["test"] = FolderSet.Test,
        ["testing"] = FolderSet.Test,
    };

    private readonly ClassFolder _classFolder;
    private readonly Dictionary<string, FolderSet> _sets = new(StringComparer.Ordinal);

    private FolderLayout(ClassFolder classFolder) => _classFolder = classFolder;

    /// <summary>The folders that are sets; none where the first folders are classes.</summary>
    public IReadOnlyDictionary<string, FolderSet> Sets => _sets;

    /// <summary>Whether the first folders are sets.</summary>
    public bool HasSets => _sets.Count > 0;

    /// <summary>The set that a folder's name stands for.</summary>
    public static FolderSet SetOf(string folder) => Names.GetValueOrDefault(folder);

    /// <summary>
    /// Decides by all paths. First folders are sets if nothing lies in others and there are two, or one that has folders of its own. Beside other
    /// folders they are only if pictures to train on lie in folders of their own, and either another set is there or the others are flat: so
    /// <c>train</c>, <c>car</c> and <c>bus</c> are classes, and <c>train/cat</c>, <c>train/dog</c> and <c>spare</c> are not.
    /// </summary>
    /// <param name="names">Paths below the folder, with <c>/</c>.</param>
    /// <param name="classFolder">Which folder names the class.</param>
    public static FolderLayout Of(IEnumerable<string> names, ClassFolder classFolder = ClassFolder.First)
    {
        var layout = new FolderLayout(classFolder);
        var inFolders = new Dictionary<string, (bool HasOwn, bool HasFolders)>(StringComparer.Ordinal);
        foreach (string name in names.Where(name => name.Contains('/', StringComparison.Ordinal)))
        {
            int first = name.IndexOf('/', StringComparison.Ordinal);
            (bool hasOwn, bool hasFolders) = inFolders.GetValueOrDefault(name[..first]);
            bool isDeep = name.IndexOf('/', first + 1) > 0;
            inFolders[name[..first]] = (hasOwn || !isDeep, hasFolders || isDeep);
        }

        (string Name, bool HasOwn, bool HasFolders)[] firsts = [.. inFolders.Select(first => (first.Key, first.Value.HasOwn, first.Value.HasFolders))];
        var sets = firsts.Where(first => SetOf(first.Name) != FolderSet.None).ToArray();
        var others = firsts.Except(sets).ToArray();
        bool isUsual = others.Length == 0
            ? sets.Length > 1 || sets.Any(set => set.HasFolders)
            : sets.Any(set => SetOf(set.Name) == FolderSet.Training && set is { HasFolders: true, HasOwn: false })
                && (sets.Select(set => SetOf(set.Name)).Distinct().Count() > 1 || !others.Any(other => other.HasFolders));
        foreach ((string name, _, _) in isUsual ? sets : [])
            layout._sets.Add(name, SetOf(name));
        return layout;
    }

    /// <summary>Set and class of a path.</summary>
    public FolderPlace PlaceOf(string name)
    {
        string[] folders = name.Split('/')[..^1];
        if (folders.Length == 0 || !HasSets)
            return new FolderPlace(FolderSet.None, Class(folders));
        return _sets.TryGetValue(folders[0], out FolderSet set) ? new FolderPlace(set, Class(folders[1..])) : new FolderPlace(FolderSet.None, folders[0]);
    }

    /// <summary>The class with its set's folder, as <c>train/cat</c>: what is counted by itself. Empty for a file beside the classes.</summary>
    public string GroupOf(string name)
    {
        string[] folders = name.Split('/')[..^1];
        return string.Join('/', folders.Take(folders.Length > 0 && _sets.ContainsKey(folders[0]) ? 2 : 1));
    }

    /// <summary>How many folders of a path come before its class's.</summary>
    public int ClassDepth(string name) => _sets.ContainsKey(name.Split('/')[0]) ? 1 : 0;

    private string Class(string[] folders) => folders.Length == 0 ? "" : _classFolder == ClassFolder.Last ? folders[^1] : folders[0];
}
