using Emblem.Imaging;

namespace Emblem.IntegrationTests.Support;

/// <summary>Drawn pictures and what lies among them: kept, made anew, under a wrong name, cut off, a web page.</summary>
internal static class PileOfPictures
{
    public const int Files = 26;

    public static void Write(string folder)
    {
        for (int i = 0; i < Files; i++)
        {
            PixelImage picture = TestPictures.Draw(i % 2 == 0, i);
            string name = $"{(i % 2 == 0 ? "upright" : "level")}/{i:D2}";
            (string extension, byte[] bytes) = (i % 6) switch
            {
                0 or 1 => (".png", ImageCodec.EncodePng(Small(picture))),
                2 or 3 => (".jpg", ImageCodec.EncodeJpeg(picture)),
                4 => (".jpg", ImageCodec.EncodePng(i % 4 == 0 ? picture : Small(picture))),
                _ => (".jpg", i % 4 == 1 ? ImageCodec.EncodeJpeg(picture)[..200] : "<html>Not found</html>"u8.ToArray()),
            };
            string path = Path.Combine(folder, $"{name}{extension}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    /// <summary>Names and contents below a folder, but for the runs' own memory.</summary>
    public static IReadOnlyList<string> StateOf(string folder) =>
    [
        .. Results(folder).Order(StringComparer.Ordinal).Select(
            path => $"{Path.GetRelativePath(folder, path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];

    public static IEnumerable<string> Results(string folder) => !Directory.Exists(folder) ? [] : Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => !path.Contains(".verify", StringComparison.Ordinal));

    private static PixelImage Small(PixelImage picture) => ImageCodec.ShrinkToFit(picture, 30);
}
