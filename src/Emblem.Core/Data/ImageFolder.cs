using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>The picture files below a folder, in ordinal order of their relative paths, so that a seed means the same on every machine.</summary>
public sealed class ImageFolder
{
    private static readonly HashSet<string> PictureExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".ico",
    };

    private ImageFolder(string root, IReadOnlyList<string> names)
    {
        Root = root;
        Names = names;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>Paths below <see cref="Root"/>, with <c>/</c>, in ordinal order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Lists a folder. A file counts as a picture when its name or its first bytes say so: a damaged picture is listed too, and named when
    /// it is read. Folders that begin with <c>.</c> or <c>_</c> are passed over, as are symbolic links to folders.
    /// </summary>
    /// <exception cref="EmblemException">No such folder, or no picture in it.</exception>
    public static ImageFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw new EmblemException($"There is no folder '{path}'. Give a folder with one subfolder of pictures for each class.");
        string[] names = [.. List(path, "").Order(StringComparer.Ordinal)];
        return names.Length > 0
            ? new ImageFolder(path, names)
            : throw new EmblemException($"'{path}' holds no pictures. Expected picture files, or one subfolder of them for each class.");
    }

    /// <summary>The folder's path joined with a name.</summary>
    public string PathOf(string name) => NamedFile.PathOf(Root, name);

    private static IEnumerable<string> List(string root, string below)
    {
        var folder = new DirectoryInfo(Path.Combine(root, below));
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            bool hidden = entry.Name.StartsWith('.') || entry.Name.StartsWith('_');
            if (entry is FileInfo file && !entry.Name.StartsWith('.') && IsPicture(file))
                yield return below + entry.Name;
            if (entry is not DirectoryInfo || hidden || entry.LinkTarget is not null)
                continue;
            foreach (string name in List(root, $"{below}{entry.Name}/"))
                yield return name;
        }
    }

    private static bool IsPicture(FileInfo file)
    {
        if (PictureExtensions.Contains(file.Extension))
            return true;
        Span<byte> start = stackalloc byte[ImageSniffer.BytesNeeded];
        using FileStream stream = file.OpenRead();
        return ImageCodec.CanDecode(ImageSniffer.Identify(start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]));
    }
}
