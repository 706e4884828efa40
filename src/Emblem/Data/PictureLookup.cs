using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>
/// Finds the picture that a table means. Tables are written on other machines, beside the pictures or above them, with and without extensions: what is
/// written is tried as it stands first, and anything looser only counts where one picture alone fits.
/// </summary>
internal sealed class PictureLookup
{
    private readonly string _root;
    private readonly string _table;
    private readonly HashSet<string> _names;
    private readonly ILookup<string, string> _byPath;
    private readonly ILookup<string, string> _byStem;
    private readonly ILookup<string, string> _byOwnName;
    private readonly ILookup<string, string> _byOwnStem;

    /// <param name="folder">The pictures.</param>
    /// <param name="table">The folder that the table lies in, or null.</param>
    /// <param name="namedFrom">The folder that the table's paths lead into; the pictures' own when null.</param>
    public PictureLookup(ImageFolder folder, string? table, string? namedFrom)
    {
        _root = Path.GetFullPath(Path.TrimEndingDirectorySeparator(namedFrom ?? folder.Root));
        _table = Path.GetFullPath(table ?? _root);
        _names = folder.Names.ToHashSet(StringComparer.Ordinal);
        _byPath = folder.Names.ToLookup(NameKey.Of);
        _byStem = folder.Names.ToLookup(name => NameKey.Of(Stem(name)));
        _byOwnName = folder.Names.ToLookup(name => NameKey.Of(OwnName(name)));
        _byOwnStem = folder.Names.ToLookup(name => NameKey.Of(Stem(OwnName(name))));
    }

    /// <summary>The picture's name below its folder; or null, with the reason.</summary>
    /// <param name="file">As the table has it.</param>
    public (string? Name, string Fault) Find(string file)
    {
        string written = file.Replace('\\', '/').Trim();
        if (written.Length == 0)
            return (null, "names no file");
        string[] paths = [.. Below(written).Distinct()];
        if (paths.FirstOrDefault(_names.Contains) is { } exact)
            return (exact, "");
        string[] alone = written.Contains('/', StringComparison.Ordinal) ? [] : [written];
        IEnumerable<string[]> tries =
        [
            .. paths.Select(path => Of(_byPath, path)), .. paths.Select(path => Of(_byStem, path)), .. paths.Where(PictureNames.Promises).Select(path => Of(_byStem, Stem(path))),
            .. alone.Select(name => Of(_byOwnName, name)), .. alone.Select(name => Of(_byOwnStem, name)), .. alone.Where(PictureNames.Promises).Select(name => Of(_byOwnStem, Stem(name))),
        ];
        string[] found = tries.FirstOrDefault(names => names.Length > 0, []);
        if (found.Length == 1)
            return (found[0], "");
        return found.Length > 1 ? (null, $"could be {string.Join(" or ", found.Take(3).Select(name => $"'{name}'"))}")
            : (null, paths.Length == 0 ? "leads out of the folder" : "no such picture in the folder");
    }

    /// <summary>Where a path may lead below the folder: from the folder itself, from the table's, and from one of its name on another machine.</summary>
    private IEnumerable<string> Below(string written)
    {
        foreach (string from in (string[])[_root, _table])
        {
            string below = Path.GetRelativePath(_root, Path.Combine(from, written)).Replace(Path.DirectorySeparatorChar, '/');
            if (!Path.IsPathRooted(below) && below != "." && below != ".." && !below.StartsWith("../", StringComparison.Ordinal))
                yield return below;
        }

        string own = $"/{Path.GetFileName(_root)}/";
        string whole = $"/{written}";
        for (int at = whole.IndexOf(own, StringComparison.Ordinal); at >= 0; at = whole.IndexOf(own, at + 1, StringComparison.Ordinal))
            yield return whole[(at + own.Length)..];
    }

    private static string[] Of(ILookup<string, string> names, string name) => [.. names[NameKey.Of(name)]];

    private static string OwnName(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>Without the extension of a picture, and of no other: <c>v1.2</c> is a whole name.</summary>
    private static string Stem(string name) => PictureNames.Promises(name) ? Path.ChangeExtension(name, null) : name;
}
