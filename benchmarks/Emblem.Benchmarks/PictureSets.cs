using Emblem.Imaging;

namespace Emblem.Benchmarks;

/// <summary>A folder's pictures as JPEG files: as they are, and with the longer side brought to 500 and to 2,000 pixels.</summary>
internal static class PictureSets
{
    private const int Quality = 90;

    public static IEnumerable<(string Name, IReadOnlyList<byte[]> Files)> Of(string folder, int count)
    {
        byte[][] files = [.. Spread(Directory.GetFiles(folder, "*.jp*g", SearchOption.AllDirectories), count).Select(File.ReadAllBytes)];
        yield return ("as they are", files);
        yield return ("500 px", [.. files.Select(file => Resized(file, 500))]);
        yield return ("2,000 px", [.. files.Take(Math.Max(1, count / 4)).Select(file => Resized(file, 2000))]);
    }

    /// <summary>What a table calls a folder of pictures by class.</summary>
    public static string NameOf(string folder)
    {
        string path = Path.TrimEndingDirectorySeparator(folder);
        string name = Path.GetFileName(path);
        return name is "train" ? Path.GetFileName(Path.GetDirectoryName(path)!) : name;
    }

    /// <summary>Evenly over the folder, so that every class is there.</summary>
    private static IEnumerable<string> Spread(string[] paths, int count)
    {
        Array.Sort(paths, StringComparer.Ordinal);
        int taken = Math.Min(count, paths.Length);
        return Enumerable.Range(0, taken).Select(i => paths[(long)i * paths.Length / taken]);
    }

    private static byte[] Resized(byte[] file, int longer)
    {
        PixelImage picture = ImageCodec.Decode(file);
        double factor = (double)longer / Math.Max(picture.Width, picture.Height);
        (int width, int height) = ((int)Math.Round(picture.Width * factor), (int)Math.Round(picture.Height * factor));
        return ImageCodec.EncodeJpeg(PlainResize.Resize(picture, Math.Max(1, width), Math.Max(1, height), Resampling.Bicubic), Quality);
    }
}
