using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>
/// The pictures that files and folders stand for, each once and under a name that no other has. The pictures of a lone folder are named by their
/// paths below it. Otherwise a name begins with what was given: a file is called just that, a folder's picture that and its path below. So such a
/// name opens the file from where it was given, and lists of files can be joined on it. None begins as a formula does in a spreadsheet, so tables need
/// no escape: <c>./</c> goes before a name that would.
/// </summary>
/// <param name="Pictures">In the order given, a folder's in ordinal order of their names, which have <c>/</c> on every system.</param>
/// <param name="Repeats">Files that were given again, in other words too: they keep their first name.</param>
public sealed record GivenPictures(IReadOnlyList<PictureInput> Pictures, int Repeats)
{
    /// <summary><inheritdoc cref="GivenPictures" path="/param[@name='Pictures']/node()"/></summary>
    public IReadOnlyList<PictureInput> Pictures { get; init => field = Listing.Of(value); } = Listing.Of(Pictures);

    /// <summary>
    /// The class that the folders say of each picture, by the one rule of <see cref="ImageFolder.PlaceOf"/>; for a file that was given by itself, and
    /// one beside all classes, the name of the folder that it lies in.
    /// </summary>
    public IReadOnlyList<string> Labels { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>What is passed over or looks odd in the folders.</summary>
    public IReadOnlyList<FolderNote> Notes { get; init => field = Listing.Of(value); } = Listing.Of<FolderNote>([]);

    /// <summary>Lists them; no picture is opened. <see cref="PictureStream"/> is the same for more than fit into memory.</summary>
    /// <param name="paths">Files and folders, absolute or not; folders are searched with their subfolders.</param>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    /// <exception cref="EmblemException">A path is neither file nor folder, or a folder holds no picture.</exception>
    public static GivenPictures Find(IReadOnlyList<string> paths)
    {
        var stream = PictureStream.Find(paths);
        GivenPicture[] given = [.. stream.Pictures];
        return new GivenPictures([.. given.Select(one => one.Picture)], stream.Repeats)
        {
            Labels = [.. given.Select(one => one.Label)],
            Notes = stream.Notes,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
