using System.Security.Cryptography;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>
/// Thumbnails of one folder's pictures, by the hash of their files' bytes: a file in the user's cache that ends in its own hash. One that is
/// damaged, or cannot be written, is as good as none.
/// </summary>
internal sealed class ThumbnailCache
{
    private const int FilesKept = 32;
    private static readonly byte[] Signature = "emblem thumbnails 3\n"u8.ToArray();

    private readonly string? _path;
    private readonly Dictionary<string, Thumbnail> _known = [];

    private ThumbnailCache(string? path) => _path = path;

    /// <summary>Remembers nothing.</summary>
    public static ThumbnailCache None { get; } = new(null);

    /// <summary>The cache for files, which is that of the folder that holds them all.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="caches">Where caches are kept; the user's by default.</param>
    public static ThumbnailCache Open(IReadOnlyList<string> paths, string? caches = null)
    {
        if (paths.Count == 0)
            return None;
        var cache = new ThumbnailCache(Path.Combine(caches ?? CacheRoom.Thumbnails.Folder, $"{ContentHash.Key(FolderOf(paths))}.bin"));
        cache.Load();
        return cache;
    }

    public Thumbnail? Find(string sha256) => _known.GetValueOrDefault(sha256);

    /// <summary>Writes the thumbnails of these files, where there is a new one among them.</summary>
    public void Save(IEnumerable<PictureFile> files)
    {
        PictureFile[] whole = [.. files.Where(file => file.Thumbnail is not null).DistinctBy(file => file.Sha256)];
        if (_path is null || whole.All(file => _known.ContainsKey(file.Sha256!)))
            return;
        try
        {
            AtomicFile.Write(_path, stream => Write(stream, whole));
            foreach (FileInfo old in new DirectoryInfo(Path.GetDirectoryName(_path)!).GetFiles("*.bin").OrderByDescending(file => file.LastWriteTimeUtc).Skip(FilesKept))
                old.Delete();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A full disk or a read-only home costs the next search its time, nothing else.
        }
    }

    private static string FolderOf(IReadOnlyList<string> paths)
    {
        string[] full = [.. paths.Select(Path.GetFullPath)];
        string? folder = Path.GetDirectoryName(full[0]);
        while (folder is not null && !Array.TrueForAll(full, path => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            folder = Path.GetDirectoryName(folder);
        return folder ?? "";
    }

    private static void Write(Stream stream, PictureFile[] files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(Signature);
        foreach (PictureFile file in files)
        {
            Append(Convert.FromHexString(file.Sha256!));
            Append([(byte)file.Thumbnail!.Gray.Width, (byte)file.Thumbnail.Gray.Height]);
            Append(file.Thumbnail.Gray.Pixels);
            Append(file.Thumbnail.Chroma.Values);
        }

        stream.Write(hash.GetHashAndReset());

        void Append(byte[] bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }
    }

    private void Load()
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(_path!);
            int end = bytes.Length - SHA256.HashSizeInBytes;
            if (end < Signature.Length || !bytes.AsSpan().StartsWith(Signature) || !SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
                return;
            for (int at = Signature.Length; at < end;)
            {
                string hash = Convert.ToHexString(bytes, at, SHA256.HashSizeInBytes);
                (int width, int height) = (bytes[at + SHA256.HashSizeInBytes], bytes[at + SHA256.HashSizeInBytes + 1]);
                at += SHA256.HashSizeInBytes + 2;
                int colour = at + (width * height);
                _known[hash] = new Thumbnail(new GrayImage(width, height, bytes[at..colour]), new Chroma(bytes[colour..(colour + Chroma.Length)]));
                at = colour + Chroma.Length;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Not there yet, mostly.
        }
    }
}
