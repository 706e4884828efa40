using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>A folder as the web leaves it: two good pictures, a cut one and a page in one class, two in another that are not what they are called.</summary>
internal static class MessyFolder
{
    public static readonly PixelImage Picture = new(60, 40, [.. Enumerable.Range(0, 60 * 40 * 3).Select(i => (byte)(i * 7))]);
    public static readonly byte[] Png = ImageCodec.EncodePng(Picture);
    public static readonly byte[] Jpeg = ImageCodec.EncodeJpeg(Picture);

    public static TemporaryFolder Make()
    {
        var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("a", "good.jpg"), Jpeg);
        File.WriteAllBytes(folder.Create("a", "other.jpg"), Jpeg);
        File.WriteAllBytes(folder.Create("a", "broken.jpg"), Jpeg[..(Jpeg.Length / 2)]);
        File.WriteAllText(folder.Create("a", "page.jpg"), "<!DOCTYPE html><html></html>");
        File.WriteAllBytes(folder.Create("b", "really-png.jpg"), Png);
        File.WriteAllBytes(folder.Create("b", "really-png.png"), Png);
        return folder;
    }

    /// <summary>Every file with the hash of what is in it.</summary>
    public static string Listing(string folder) => string.Join(
        '\n',
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));
}
