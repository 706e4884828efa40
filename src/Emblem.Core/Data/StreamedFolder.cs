using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>
/// The pictures that <see cref="ImageFolder"/> finds below a folder, one after the other: of a million only the names of one folder, and of those above it,
/// are in memory. The folder is read once for what has to be known of all of it, and again for each pass over <see cref="Names"/>.
/// </summary>
internal sealed class StreamedFolder
{
    private readonly string _root;
    private readonly FolderWalk _walk;
    private readonly FolderLayout _layout;

    private StreamedFolder(string root, FolderWalk walk, SortedDictionary<string, int> counts, IEnumerable<string> others)
    {
        (_root, _walk) = (root, walk);
        _layout = FolderLayout.Of(counts.Keys.Where(folder => folder.Length > 0).Select(folder => $"{folder}/"));
        Count = counts.Values.Sum();
        Notes = [.. walk.Notes, .. others.Order(StringComparer.Ordinal).Select(ImageFolder.NotAPicture), .. new LayoutNotes(_layout, counts).Find(walk.Folders, ClassFolder.First)];
    }

    /// <summary>Pictures when the folder was opened.</summary>
    public int Count { get; }

    /// <summary>All that is passed over, put together or looks odd.</summary>
    public IReadOnlyList<FolderNote> Notes { get; }

    /// <summary>Paths below the folder, with <c>/</c>, in ordinal order.</summary>
    public IEnumerable<string> Names => _walk.Again().Where(file => file.IsCandidate && PictureNames.Tell(_root, file.Name)).Select(file => file.Name);

    /// <summary>Reads a folder.</summary>
    /// <exception cref="EmblemException">No such folder, or no picture in it.</exception>
    public static StreamedFolder Open(string root)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var others = new List<string>();
        var walk = FolderWalk.Survey(root, file =>
        {
            if (!file.IsCandidate)
                return;
            if (!PictureNames.Tell(root, file.Name))
                others.Add(file.Name);
            else
                counts[LayoutNotes.FolderOf(file.Name)] = counts.GetValueOrDefault(LayoutNotes.FolderOf(file.Name)) + 1;
        });
        var folder = new StreamedFolder(root, walk, counts, others);
        return folder.Count > 0 ? folder : throw ImageFolder.NoPictures(root, folder.Notes);
    }

    /// <inheritdoc cref="ImageFolder.PlaceOf"/>
    public FolderPlace PlaceOf(string name) => _layout.PlaceOf(name);
}
