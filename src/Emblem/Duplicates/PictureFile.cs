using System.Security.Cryptography;
using Emblem.Cluster;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>One file, read.</summary>
/// <param name="Sha256">Of its bytes, upper-case hexadecimal; null when the file cannot be read.</param>
/// <param name="Thumbnail">Null when it is no whole picture.</param>
internal readonly record struct PictureFile(string? Sha256, Thumbnail? Thumbnail)
{
    /// <summary>How one travels.</summary>
    public static RankFormat<PictureFile> Format { get; } = new(
        (writer, file) =>
        {
            RankFormats.Text.Write(writer, file.Sha256);
            writer.Write(file.Thumbnail?.Gray.Width ?? 0);
            if (file.Thumbnail is not { } thumbnail)
                return;
            writer.Write(thumbnail.Gray.Height);
            writer.Write(thumbnail.Gray.Pixels);
            writer.Write(thumbnail.Chroma.Values);
        },
        reader =>
        {
            (string? hash, int width) = (RankFormats.Text.Read(reader), reader.ReadInt32());
            if (width == 0)
                return new PictureFile(hash, null);
            int height = reader.ReadInt32();
            var gray = new GrayImage(width, height, reader.ReadBytes(width * height));
            return new PictureFile(hash, new Thumbnail(gray, new Chroma(reader.ReadBytes(Chroma.Length))));
        });

    /// <summary>Reads a file, and decodes it unless the cache knows its bytes. A file that cannot be read is no error here.</summary>
    public static PictureFile Read(string path, ThumbnailCache cache)
    {
        string? hash = null;
        try
        {
            byte[] bytes = RegularFile.ReadAllBytes(path);
            hash = Convert.ToHexString(SHA256.HashData(bytes));
            return new PictureFile(hash, cache.Find(hash) ?? Shrink(bytes));
        }
        catch (Exception fault) when (fault is ImageFileException or IOException or UnauthorizedAccessException)
        {
            return new PictureFile(hash, null);
        }
    }

    private static Thumbnail Shrink(byte[] bytes) => Thumbnail.Of(ThumbnailReader.Read(bytes, Fingerprint.ThumbnailSide).View);
}
