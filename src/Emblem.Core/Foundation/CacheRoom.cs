namespace Emblem.Foundation;

/// <summary>
/// One kind of file that Emblem keeps in the user's cache: what it is, where it lies, how much there is. All of it can be made or fetched again, so
/// clearing costs time and never a result. The cache is the folder that <c>EMBLEM_CACHE</c> names, else the platform's.
/// </summary>
public sealed class CacheRoom
{
    private CacheRoom(string name, string holds) => (Name, Holds) = (name, holds);

    /// <summary>Thumbnails of the picture folders that were searched for duplicates, one file a folder.</summary>
    public static CacheRoom Thumbnails { get; } = new("thumbnails", "thumbnails of searched picture folders");

    /// <summary>Published weights that were downloaded, parts of downloads that go on, and the hashes of files of weights.</summary>
    public static CacheRoom Weights { get; } = new("weights", "downloaded weights and known hashes");

    /// <summary>What was found out about the machine's convolutions, one file a processor.</summary>
    public static CacheRoom Kernels { get; } = new("kernels", "answers of the kernel checks");

    /// <summary>Every room.</summary>
    public static IReadOnlyList<CacheRoom> All { get; } = Listing.Of<CacheRoom>([Thumbnails, Weights, Kernels]);

    /// <summary>The folder that holds all rooms; it need not be there.</summary>
    public static string Root => UserCache.Root;

    /// <summary>Its folder's name, in one word.</summary>
    public string Name { get; }

    /// <summary>What is in it, in a few words.</summary>
    public string Holds { get; }

    /// <summary>Where it lies now; not created.</summary>
    public string Folder => Path.Combine(Root, Name);

    /// <summary>Counts what is in it.</summary>
    public CacheSize Measure() => CacheSize.Of(Files());

    /// <summary>
    /// Deletes every file in it. A running program keeps what it has read; one that downloads into it starts that download anew. Links that somebody
    /// put there are left alone, and what they lead to.
    /// </summary>
    /// <returns>What was deleted.</returns>
    /// <exception cref="EmblemException">A file may not be deleted, or another program keeps it.</exception>
    public CacheSize Clear()
    {
        var deleted = new CacheSize(0, 0);
        foreach (FileInfo file in Files())
        {
            try
            {
                long length = file.Length;
                file.Delete();
                deleted += new CacheSize(1, length);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new EmblemException(
                    $"{file.FullName} cannot be deleted: {fault.Message} {deleted.Files} files before it were. End the program that uses it, or delete it by hand.",
                    fault);
            }
        }

        RemoveEmptyFolders();
        return deleted;
    }

    private static EnumerationOptions Everything { get; } = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private FileInfo[] Files() => Directory.Exists(Folder) ? new DirectoryInfo(Folder).GetFiles("*", Everything) : [];

    /// <summary>One that fills again meanwhile stays.</summary>
    private void RemoveEmptyFolders()
    {
        if (!Directory.Exists(Folder))
            return;
        try
        {
            foreach (string folder in Directory.GetDirectories(Folder, "*", Everything).OrderByDescending(folder => folder.Length))
                Directory.Delete(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }
}
