using System.Security.Cryptography;
using System.Text;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>
/// Keeps decoded pictures in a folder, one file each, for the next run: reading raw pixels takes a fraction of decoding them, and 3 bytes a
/// pixel of disk. What is damaged, or was decoded from a file that was written to since, is passed over and written anew. A disk that is full
/// costs only the speed.
/// </summary>
/// <param name="behind">Where pictures come from that are not here.</param>
/// <param name="folder">Made when it is needed; no one but Emblem may write into it.</param>
/// <param name="orientation">How <paramref name="behind"/> decodes: pictures of the other kind are other pictures.</param>
internal sealed class PictureCacheFolder(IPictureSource behind, string folder, PictureOrientation orientation) : IPictureSource
{
    private const string Extension = ".pixels";

    /// <inheritdoc/>
    public PixelImage Read(string path)
    {
        var file = new FileInfo(path);
        if (FileStamp.Of(file) is not { } stamp)
            return behind.Read(path);
        string kept = PathFor(file.FullName);
        if (TryRead(kept, stamp) is { } found)
            return found;
        PixelImage picture = behind.Read(path);
        TryWrite(kept, stamp, picture);
        return picture;
    }

    /// <exception cref="EmblemException">The cache's folder lies where pictures are: Emblem only reads there.</exception>
    public static void RequireApart(string folder, IEnumerable<LabelledImage> items)
    {
        string[] roots = [.. items.Select(item => item.Folder).Distinct(StringComparer.Ordinal)];
        if (Array.Find(roots, root => IsWithin(folder, root)) is { } within)
        {
            throw new EmblemException(
                $"The cache folder '{folder}' lies in '{within}', where the pictures are, and Emblem only reads there. Give a folder elsewhere.");
        }
    }

    private static bool IsWithin(string folder, string root)
    {
        string[] way = Path.GetRelativePath(root, folder).Split(Path.DirectorySeparatorChar);
        return way[0] != ".." && !Path.IsPathRooted(way[0]);
    }

    private static PixelImage? TryRead(string path, FileStamp stamp)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using FileStream stream = File.OpenRead(path);
            return PixelFile.Read(stream, stamp);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void TryWrite(string path, FileStamp stamp, PixelImage picture)
    {
        try
        {
            AtomicFile.Write(path, stream => PixelFile.Write(stream, stamp, picture));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The picture is there; only the next run has to decode it again.
        }
    }

    private string PathFor(string source)
    {
        byte[] key = SHA256.HashData(Encoding.UTF8.GetBytes($"{orientation}\0{source}"));
        return Path.Combine(folder, Convert.ToHexStringLower(key) + Extension);
    }
}
