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
    private readonly List<WalkedFile> _files = [];
    private readonly List<string> _folders = [];
    private readonly List<FolderNote> _notes = [];
    private readonly Queue<Place> _links = new();

    private FolderWalk(string root) => _root = root;

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<WalkedFile> Files { get; private set; } = [];

    /// <summary>Names of the folders that were read, the root aside, in ordinal order.</summary>
    public IReadOnlyList<string> Folders { get; private set; } = [];

    /// <summary>In ordinal order of their paths.</summary>
    public IReadOnlyList<FolderNote> Notes { get; private set; } = [];

    /// <summary>Reads a folder and all below it.</summary>
    /// <exception cref="EmblemException">There is none.</exception>
    public static FolderWalk Of(string root)
    {
        if (!Directory.Exists(root))
            throw new EmblemException($"There is no folder '{root}'. Give a folder with one subfolder of pictures for each class.");
        var walk = new FolderWalk(root);
        walk._read.Add(PathFacts.Of(root).Identity);
        walk.Read(new Place("", null, IsLinked: false));
        while (walk._links.TryDequeue(out Place? link))
            walk.Follow(link);
        walk.Files = [.. walk._files.OrderBy(file => file.Name, StringComparer.Ordinal)];
        walk.Folders = [.. walk._folders.Order(StringComparer.Ordinal)];
        walk.Notes = [.. walk._notes.OrderBy(note => note.Path, StringComparer.Ordinal)];
        return walk;
    }

    private void Read(Place place)
    {
        if (!TryList(place, out FileSystemInfo[] entries))
            return;
        if (place.Below.Length > 0 && place.Sidecar is null)
            _folders.Add(place.Name);
        var pictures = entries.Where(entry => PictureNames.Promises(entry.Name))
            .SelectMany(entry => (string[])[entry.Name, Path.GetFileNameWithoutExtension(entry.Name)]).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // A name of bytes that are no text is shown with U+FFFD, which a name of its own beside it may hold: then one of the two is there.
        foreach (FileSystemInfo entry in entries.DistinctBy(entry => entry.Name))
        {
            string name = place.Below + entry.Name;
            PathFacts facts = PathFacts.Of(entry.FullName);
            bool isLink = entry.LinkTarget is not null;
            if (facts.Kind == PathKind.Missing && !isLink)
                continue;
            if (facts.Kind == PathKind.Folder)
                Enter(place, entry, name, facts, isLink);
            else if (facts.Kind == PathKind.File)
                Take(place, entry, name, pictures);
            else
                Leave(name, facts.Fault ?? "a link to a file that is not there", facts.Kind == PathKind.NoPermission);
        }

        if (entries.Any(entry => entry.Name.Contains('\uFFFD', StringComparison.Ordinal)))
            NameBytes(place);
    }

    private void Enter(Place place, FileSystemInfo entry, string name, PathFacts facts, bool isLink)
    {
        if (OwnFiles.IsFolder(entry.Name))
            Note(FolderNoteKind.Own, name, "Emblem's own, passed over");
        else if (OwnFiles.HoldsCharts(entry.FullName))
            Note(FolderNoteKind.RunFolder, name, "charts of a model, passed over");
        else if (OwnFiles.IsRun(entry.FullName))
            Note(FolderNoteKind.RunFolder, name, "the folder of a run, passed over");
        else if (Sidecars.HoldsModels(entry.FullName))
            Note(FolderNoteKind.Sidecar, name, "a folder of models, passed over");
        else if (entry.Name[0] == '.')
            Note(FolderNoteKind.Hidden, name, "a hidden folder, passed over", HoldsPictures(entry.FullName) ? "if it is a class, rename it: no dot first" : "");
        else if (isLink)
            _links.Enqueue(new Place($"{name}/", place.Sidecar, IsLinked: true));
        else if (_read.Add(facts.Identity))
            Read(new Place($"{name}/", Sidecars.IsSystemFolder(entry.Name) ? "in a folder of the system's" : place.Sidecar, place.IsLinked));
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

    private void Take(Place place, FileSystemInfo entry, string name, HashSet<string> pictures)
    {
        if (OwnFiles.IsFile(entry.FullName, entry.Name, place.Below.Length == 0))
        {
            Note(FolderNoteKind.Own, name, "Emblem's own, passed over");
            return;
        }

        string? sidecar = place.Sidecar ?? Sidecars.Reason(entry.FullName, entry.Name, pictures);
        if (sidecar is null && !PathFacts.MayRead(entry.FullName))
        {
            Leave(name, "cannot be read: no permission", isForbidden: true);
            return;
        }

        bool isHiddenPicture = sidecar is not null && place.Sidecar is null && entry.Name[0] == '.' && entry.Name[1] != '_' && PictureNames.Promises(entry.Name);
        if (isHiddenPicture)
            Note(FolderNoteKind.Hidden, name, "a hidden file, passed over", "if it is a picture of the set, rename it: no dot first");
        else if (sidecar is not null)
            Note(FolderNoteKind.Sidecar, name, sidecar);
        _files.Add(new WalkedFile(name) { Sidecar = sidecar, IsLinked = place.IsLinked });
    }

    /// <summary>What is there and never opened.</summary>
    private void Leave(string name, string fault, bool isForbidden)
    {
        _files.Add(new WalkedFile(name) { Fault = fault });
        if (isForbidden)
            Note(FolderNoteKind.NoPermission, name, $"{fault}, passed over", "give yourself the right to read it, or move it away");
        else
            Note(FolderNoteKind.NotAFile, name, $"{fault}, passed over", "move it away");
    }

    private void NameBytes(Place place)
    {
        foreach ((string name, bool isFolder) in RawNames.Undecodable(NamedFile.PathOf(_root, place.Name)))
        {
            string fault = isFolder ? "a folder whose name is no UTF-8" : "a file whose name is no UTF-8";
            _files.Add(new WalkedFile(place.Below + name) { Fault = fault });
            Note(FolderNoteKind.UndecodableName, place.Below + name, $"{fault}, passed over", "rename it");
        }
    }

    private bool TryList(Place place, out FileSystemInfo[] entries)
    {
        try
        {
            entries = new DirectoryInfo(NamedFile.PathOf(_root, place.Name)).GetFileSystemInfos("*", Everything);
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

        entries = [];
        return false;
    }

    private static bool HoldsPictures(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Any(PictureNames.Promises);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Note(FolderNoteKind kind, string path, string text, string whatToDo = "") => _notes.Add(new FolderNote(kind, path, text, whatToDo));

    /// <param name="Below">A folder's name with <c>/</c> at its end; empty for the root.</param>
    /// <param name="Sidecar">Why nothing in it is a picture of the set, or null.</param>
    /// <param name="IsLinked">Whether a link led there.</param>
    private sealed record Place(string Below, string? Sidecar, bool IsLinked)
    {
        public string Name => Below.TrimEnd('/');
    }
}
