using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Folders;

/// <summary>Which files count as pictures, before any is decoded.</summary>
internal static class PictureNames
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".ico",
    };

    /// <summary>Whether a name promises a picture.</summary>
    public static bool Promises(string name) => Extensions.Contains(Path.GetExtension(name));

    /// <summary>Whether a file counts as a picture: its name or its first bytes say so.</summary>
    /// <param name="root">The folder that it lies below.</param>
    /// <param name="name">Its path below that.</param>
    public static bool Tell(string root, string name) => Promises(name) || BeginsAsPicture(NamedFile.PathOf(root, name));

    /// <summary>Whether a name in a folder itself promises a picture; not for a folder that cannot be read.</summary>
    public static bool AnyIn(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder).Any(Promises);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a file's first bytes are a picture's that decodes; not for one that cannot be read.</summary>
    public static bool BeginsAsPicture(string path)
    {
        try
        {
            Span<byte> start = stackalloc byte[ImageSniffer.BytesNeeded];
            using FileStream stream = RegularFile.OpenRead(path);
            return ImageCodec.CanDecode(ImageSniffer.Identify(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
