using System.IO.Enumeration;
using Emblem.Foundation;

namespace Emblem.Folders;

/// <summary>
/// All that lies below a folder, as every verb sees it. Each real folder is read once: links to folders wait until all others are read, and one
/// that leads to a folder read already is passed over, so no loop is walked and a class keeps the name of its own folder.
/// </summary>
internal sealed class FolderWalk
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly string _root;
    private readonly HashSet<string> _read = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly List<FolderNote> _notes = [];
    private readonly Queue<Place> _links = new();
    private readonly Action<WalkedFile> _see;
    private bool _isOver;

    private FolderWalk(string root, Action<WalkedFile> see) => (_root, _see) = (root, see);

    /// <summary>In ordinal order of their names; none after <see cref="Survey"/>, which keeps none.</summary>
    public IReadOnlyList<WalkedFile> Files { get; private set; } = [];

    /// <summary>Names of the folders that were read, the root aside, in ordinal order.</summary>
    public IReadOnlyList<string> Folders { get; private set; } = [];

    /// <summary>In ordinal order of their paths.</summary>
    public IReadOnlyList<FolderNote> Notes { get; private set; } = [];

    /// <summary>Reads a folder and all below it.</summary>
    /// <exception cref="EmblemException">There is none.</exception>
    public static FolderWalk Of(string root)
    {
        var files = new List<WalkedFile>();
        FolderWalk walk = Survey(root, files.Add);
        walk.Files = [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
        return walk;
    }

    /// <summary>The same, and keeps none of the files: <see cref="Again()"/> gives them once more.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="see">Told of each file, in no order.</param>
    /// <exception cref="EmblemException">There is none.</exception>
    public static FolderWalk Survey(string root, Action<WalkedFile> see)
    {
        if (!Directory.Exists(root))
            throw new EmblemException($"There is no folder '{root}'. Give a folder with one subfolder of pictures for each class.");
        var walk = new FolderWalk(root, see);
        walk._read.Add(PathFacts.Of(root).Identity);
        walk.Read(new Place("", null, IsLinked: false));
        while (walk._links.TryDequeue(out Place? link))
            walk.Follow(link);
        walk.Folders = [.. walk._places.Values.Where(place => place.Below.Length > 0 && place.Sidecar is null).Select(place => place.Name).Order(StringComparer.Ordinal)];
        walk.Notes = [.. walk._notes.OrderBy(note => note.Path, StringComparer.Ordinal)];
        walk._isOver = true;
        return walk;
    }

    /// <summary>
    /// The files of the folders that were read, in ordinal order of their names, found as they are asked for: of a million files only the names of one
    /// folder, and of those above it, are in memory. A file that came since is among them.
    /// </summary>
    public IEnumerable<WalkedFile> Again() => Again(_places[""]);

    private IEnumerable<WalkedFile> Again(Place place)
    {
        if (!TryList(place, out string[] names))
            yield break;

        // A folder's files are sorted by names that go on with its slash.
        string[] keys = [.. names.Select(name => _places.ContainsKey(place.Below + name) ? $"{name}/" : name)];
        Array.Sort(keys, names, StringComparer.Ordinal);
        var pictures = new Lazy<IReadOnlySet<string>>(() => PicturesAmong(names));
        foreach (string name in names)
        {
            if (_places.TryGetValue(place.Below + name, out Place? below))
            {
                foreach (WalkedFile file in Again(below))
                    yield return file;
            }
            else if (PathFacts.Of(PathOf(place, name)).Kind == PathKind.File && Take(place, name, pictures) is { } file)
            {
                yield return file;
            }
        }
    }

    private void Read(Place place)
    {
        if (!TryList(place, out string[] names))
            return;
        _places.Add(place.Name, place);
        var pictures = new Lazy<IReadOnlySet<string>>(() => PicturesAmong(names));
        foreach (string name in names)
        {
            string path = PathOf(place, name);
            PathFacts facts = PathFacts.Of(path);
            bool isLink = (facts.Kind == PathKind.Folder ? (FileSystemInfo)new DirectoryInfo(path) : new FileInfo(path)).LinkTarget is not null;
            if (facts.Kind == PathKind.Missing && !isLink)
                continue;
            if (facts.Kind == PathKind.Folder)
                Enter(place, name, facts, isLink);
            else if (facts.Kind != PathKind.File)
                Leave(place.Below + name, facts.Fault ?? "a link to a file that is not there", facts.Kind == PathKind.NoPermission);
            else if (Take(place, name, pictures) is { } file)
                _see(file);
        }

        if (names.Any(name => name.Contains('\uFFFD', StringComparison.Ordinal)))
            NameBytes(place);
    }

    private void Enter(Place place, string own, PathFacts facts, bool isLink)
    {
        (string name, string path) = (place.Below + own, PathOf(place, own));
        if (OwnFiles.IsFolder(own))
            Note(FolderNoteKind.Own, name, "Emblem's own, passed over");
        else if (OwnFiles.HoldsCharts(path))
            Note(FolderNoteKind.RunFolder, name, "charts of a model, passed over");
        else if (OwnFiles.IsRun(path))
            Note(FolderNoteKind.RunFolder, name, "the folder of a run, passed over");
        else if (Sidecars.HoldsModels(path))
            Note(FolderNoteKind.Sidecar, name, "a folder of models, passed over");
        else if (own[0] == '.')
            Note(FolderNoteKind.Hidden, name, "a hidden folder, passed over", PictureNames.AnyIn(path) ? "if it is a class, rename it: no dot first" : "");
        else if (isLink)
            _links.Enqueue(new Place($"{name}/", place.Sidecar, IsLinked: true));
        else if (_read.Add(facts.Identity))
            Read(new Place($"{name}/", Sidecars.IsSystemFolder(own) ? "in a folder of the system's" : place.Sidecar, place.IsLinked));
        else
            Note(FolderNoteKind.LinkPassedOver, name, "a folder that is read already, passed over", "mount or link it once");
    }

    private void Follow(Place link)
    {
        string path = NamedFile.PathOf(_root, link.Name);
        string identity = PathFacts.Of(path).Identity;
        if (LinkTargets.HoldsFolder(path, _root))
        {
            Note(FolderNoteKind.LinkPassedOver, link.Name, "a link to a folder that it lies in, passed over", "delete the link");
            return;
        }

        if (!_read.Add(identity))
        {
            Note(FolderNoteKind.LinkPassedOver, link.Name, "a link to a folder that is read already, passed over", "delete the link, or copy what it leads to");
            return;
        }

        Note(FolderNoteKind.LinkFollowed, link.Name, $"a link to {LinkTargets.Of(path)}, followed");
        Read(link);
    }

    /// <summary>A file as the set sees it; null for one of Emblem's own.</summary>
    private WalkedFile? Take(Place place, string own, Lazy<IReadOnlySet<string>> pictures)
    {
        (string name, string path) = (place.Below + own, PathOf(place, own));
        if (OwnFiles.IsFile(path, own, place.Below.Length == 0))
        {
            Note(FolderNoteKind.Own, name, "Emblem's own, passed over");
            return null;
        }

        string? sidecar = place.Sidecar ?? Sidecars.Reason(path, own, pictures);
        if (sidecar is null && !PathFacts.MayRead(path))
            return Unread(name, "cannot be read: no permission", isForbidden: true);

        bool isHiddenPicture = sidecar is not null && place.Sidecar is null && own[0] == '.' && own[1] != '_' && PictureNames.Promises(own);
        if (isHiddenPicture)
            Note(FolderNoteKind.Hidden, name, "a hidden file, passed over", "if it is a picture of the set, rename it: no dot first");
        else if (sidecar is not null)
            Note(FolderNoteKind.Sidecar, name, sidecar);
        return new WalkedFile(name) { Sidecar = sidecar, IsLinked = place.IsLinked };
    }

    /// <summary>What is there and never opened.</summary>
    private void Leave(string name, string fault, bool isForbidden) => _see(Unread(name, fault, isForbidden));

    private WalkedFile Unread(string name, string fault, bool isForbidden)
    {
        if (isForbidden)
            Note(FolderNoteKind.NoPermission, name, $"{fault}, passed over", "give yourself the right to read it, or move it away");
        else
            Note(FolderNoteKind.NotAFile, name, $"{fault}, passed over", "move it away");
        return new WalkedFile(name) { Fault = fault };
    }

    private void NameBytes(Place place)
    {
        foreach ((string name, bool isFolder) in RawNames.Undecodable(NamedFile.PathOf(_root, place.Name)))
        {
            string fault = isFolder ? "a folder whose name is no UTF-8" : "a file whose name is no UTF-8";
            _see(new WalkedFile(place.Below + name) { Fault = fault });
            Note(FolderNoteKind.UndecodableName, place.Below + name, $"{fault}, passed over", "rename it");
        }
    }

    /// <summary>Names in a folder, each once: one of bytes that are no text is shown with U+FFFD, which a name of its own beside it may hold.</summary>
    private bool TryList(Place place, out string[] names)
    {
        try
        {
            string folder = NamedFile.PathOf(_root, place.Name);
            names = [.. new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.FileName.ToString(), Everything).Distinct()];
            return true;
        }
        catch (UnauthorizedAccessException) when (place.Below.Length > 0)
        {
            Leave(place.Name, "this folder cannot be opened: no permission", isForbidden: true);
        }
        catch (DirectoryNotFoundException) when (place.Below.Length > 0)
        {
            Leave(place.Name, "this folder was there and is gone", isForbidden: false);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new EmblemException($"'{_root}' cannot be opened: no permission. Give yourself the right to read it.", fault);
        }

        names = [];
        return false;
    }

    private string PathOf(Place place, string name) => NamedFile.PathOf(_root, place.Below + name);

    /// <summary>Names of pictures, with and without their extensions.</summary>
    private static HashSet<string> PicturesAmong(IEnumerable<string> names) => names.Where(PictureNames.Promises)
        .SelectMany(name => (string[])[name, Path.GetFileNameWithoutExtension(name)]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private void Note(FolderNoteKind kind, string path, string text, string whatToDo = "")
    {
        if (!_isOver)
            _notes.Add(new FolderNote(kind, path, text, whatToDo));
    }

    /// <param name="Below">A folder's name with <c>/</c> at its end; empty for the root.</param>
    /// <param name="Sidecar">Why nothing in it is a picture of the set, or null.</param>
    /// <param name="IsLinked">Whether a link led there.</param>
    private sealed record Place(string Below, string? Sidecar, bool IsLinked)
    {
        public string Name => Below.TrimEnd('/');
    }
}
