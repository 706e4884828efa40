using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>The picture files below a folder, in ordinal order of their relative paths, so that a seed means the same on every machine.</summary>
public sealed class ImageFolder
{
    private readonly FolderLayout _layout;

    /// <inheritdoc/>
    public override string ToString() => $"{Root}: {ValueText.Count(Names.Count, "picture")}";

    private ImageFolder(string root, FolderWalk walk, ClassFolder classFolder, IReadOnlyList<string> apart)
    {
        Root = root;
        ILookup<bool, string> files = walk.Files.Where(file => file.IsCandidate && !IsBelow(apart, file.Name)).Select(file => file.Name)
            .ToLookup(name => PictureNames.Tell(root, name));
        Names = [.. files[true]];
        _layout = FolderLayout.Of(Names, classFolder);
        var layout = new LayoutNotes(_layout, LayoutNotes.Count(Names));
        FileNotes =
        [
            .. walk.Notes.Where(note => !IsBelow(apart, note.Path)),
            .. files[false].Select(NotAPicture),
        ];
        SetNotes = [.. layout.FindSets()];
        ApartNotes = [.. apart.Select(name => new FolderNote(FolderNoteKind.SetNotUsed, name, "asked for as a set of its own, so not read with the others"))];
        Notes = [.. FileNotes, .. layout.Find([.. walk.Folders.Where(folder => !IsBelow(apart, folder))], classFolder), .. ApartNotes];
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Paths below <see cref="Root"/>, with <c>/</c>, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; private init => field = Listing.Of(value); }

    /// <summary>All that is passed over, put together or looks odd; files that are no pictures of the set each have one.</summary>
    public IReadOnlyList<FolderNote> Notes { get; private init => field = Listing.Of(value); }

    /// <summary>Of <see cref="Notes"/> those on files, whatever says which class they are of.</summary>
    internal IReadOnlyList<FolderNote> FileNotes { get; }

    /// <summary>Those on folders that are sets.</summary>
    internal IReadOnlyList<FolderNote> SetNotes { get; }

    /// <summary>Those on folders that are sets of their own.</summary>
    internal IReadOnlyList<FolderNote> ApartNotes { get; }

    /// <summary>The folders that are sets, such as <c>train</c>; none where the first folders are classes.</summary>
    public IReadOnlyDictionary<string, FolderSet> Sets => Listing.Of(_layout.Sets);

    /// <summary>
    /// Lists a folder. A file counts as a picture when its name or its first bytes say so: a damaged picture is listed too, and named when
    /// it is read. Links to folders are followed, to each folder once. Passed over, each with a note, are what Emblem and other programs leave
    /// beside pictures, hidden names, and what cannot be opened; only files are ever opened.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="classFolder">Which folder of a path names the class.</param>
    /// <exception cref="EmblemException">No such folder, or no picture in it.</exception>
    public static ImageFolder Open(string path, ClassFolder classFolder = ClassFolder.First) => Open(path, classFolder, []);

    /// <param name="path">The folder.</param>
    /// <param name="classFolder">Which folder of a path names the class.</param>
    /// <param name="apart">Folders that are sets of their own, and no part of this one where they lie within it.</param>
    /// <inheritdoc cref="Open(string, ClassFolder)"/>
    internal static ImageFolder Open(string path, ClassFolder classFolder, IReadOnlyList<string> apart)
    {
        string[] within = [.. apart.Select(other => Path.GetRelativePath(path, other).Replace('\\', '/')).Where(name => name != "." && !name.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(name))];
        var folder = new ImageFolder(path, FolderWalk.Of(path), classFolder, within);
        if (folder.Names.Count > 0)
            return folder;
        throw NoPictures(path, folder.Notes);
    }

    /// <summary>What is said of a file that is passed over since it is none.</summary>
    internal static FolderNote NotAPicture(string name) => new(FolderNoteKind.NotAPicture, name, "not a picture, passed over", "'emblem verify' says what it is");

    /// <summary>What is said of a folder without any.</summary>
    internal static EmblemException NoPictures(string path, IReadOnlyList<FolderNote> notes)
    {
        FolderNote[] odd = [.. notes.Where(note => note.IsOdd)];
        return new EmblemException(
            $"'{path}' holds no pictures. Expected picture files, or one subfolder of them for each class."
            + (odd.Length > 0 ? $" Odd is: {FolderNotes.Words(odd)}." : ""));
    }

    /// <summary>The folder's path joined with a name.</summary>
    public string PathOf(string name) => NamedFile.PathOf(Root, name);

    /// <summary>Which set and class a name stands for: the one rule of all verbs.</summary>
    public FolderPlace PlaceOf(string name) => _layout.PlaceOf(name);

    private static bool IsBelow(IReadOnlyList<string> folders, string name) =>
        folders.Any(folder => name == folder || name.StartsWith($"{folder}/", StringComparison.Ordinal));
}
