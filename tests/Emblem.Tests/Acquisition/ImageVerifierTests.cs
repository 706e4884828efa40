using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class ImageVerifierTests
{
    private static readonly PixelImage Picture = new(60, 40, [.. Enumerable.Range(0, 60 * 40 * 3).Select(i => (byte)(i * 7))]);
    private static readonly byte[] Png = ImageCodec.EncodePng(Picture);
    private static readonly byte[] Jpeg = ImageCodec.EncodeJpeg(Picture);

    [Fact]
    public async Task EveryFileGetsItsRowAndGoodOnesACopy()
    {
        using TemporaryFolder folder = Messy();
        string before = Listing(folder.Path);
        string into = $"{folder.Path}-out";
        try
        {
            VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, into, new VerifyOptions { MaxSize = 30 });

            Assert.Equal(
                [
                    ("a/broken.jpg", VerificationOutcome.SetAside), ("a/good.jpg", VerificationOutcome.Converted),
                    ("a/other.jpg", VerificationOutcome.Converted), ("a/page.jpg", VerificationOutcome.NotAPicture),
                    ("b/really-png.jpg", VerificationOutcome.Converted), ("b/really-png.png", VerificationOutcome.Converted),
                ],
                report.Records.Select(record => (record.Path, record.Outcome)));
            Assert.Equal(["", "a/good.jpg", "a/other.jpg", "", "b/really-png.jpg.png", "b/really-png.png"], report.Records.Select(r => r.Written));
            Assert.All(report.Records.Where(record => record.IsGood), record =>
            {
                PixelImage copy = ImageCodec.Decode(Path.Combine(into, record.Written));
                Assert.Equal((30, 20, 30, 20), (copy.Width, copy.Height, record.Width, record.Height));
            });
            Assert.Equal(before, Listing(folder.Path));
            Assert.True(File.Exists(Path.Combine(into, VerificationReport.FileName)));
        }
        finally
        {
            Directory.Delete(into, recursive: true);
        }
    }

    [Fact]
    public async Task AFileThatNeedsNothingKeepsItsBytes()
    {
        using TemporaryFolder folder = Messy();
        using var into = new TemporaryFolder();

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path, into.Path);

        VerificationRecord good = report.Records.Single(record => record.Path == "a/good.jpg");
        Assert.Equal(VerificationOutcome.Kept, good.Outcome);
        Assert.Equal(good.Sha256Before, good.Sha256After);
        Assert.Equal(Jpeg, File.ReadAllBytes(Path.Combine(into.Path, "a", "good.jpg")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task InPlaceKeepsOriginalsAndSetsBrokenOnesAside(bool delete)
    {
        using TemporaryFolder folder = Messy();

        await ImageVerifier.VerifyInPlaceAsync(folder.Path, new VerifyOptions { MaxSize = 30, Delete = delete });

        Assert.Equal(Jpeg, File.ReadAllBytes(Path.Combine(folder.Path, ImageVerifier.OriginalsFolder, "a", "good.jpg")));
        Assert.Equal(30, ImageCodec.Decode(Path.Combine(folder.Path, "a", "good.jpg")).Width);
        Assert.False(File.Exists(Path.Combine(folder.Path, "a", "broken.jpg")));
        Assert.Equal(!delete, File.Exists(Path.Combine(folder.Path, ImageVerifier.SetAsideFolder, "a", "broken.jpg")));
    }

    [Fact]
    public async Task RefusesToEmptyAClassUnlessForced()
    {
        using TemporaryFolder folder = Messy();
        using var into = new TemporaryFolder();
        File.Delete(Path.Combine(folder.Path, "a", "good.jpg"));

        EmblemException fault = await Assert.ThrowsAsync<EmblemException>(() => ImageVerifier.VerifyAsync(folder.Path, into.Path));

        Assert.Contains("a (2 of 3)", fault.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(into.Path));
        Assert.Equal(5, (await ImageVerifier.VerifyAsync(folder.Path, into.Path, new VerifyOptions { Force = true })).Records.Count);
    }

    [Fact]
    public async Task RefusesAnOutputWithinItsInput()
    {
        using TemporaryFolder folder = Messy();

        await Assert.ThrowsAsync<EmblemException>(() => ImageVerifier.VerifyAsync(folder.Path, Path.Combine(folder.Path, "out")));
    }

    private static TemporaryFolder Messy()
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

    private static string Listing(string folder) => string.Join(
        '\n',
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));
}
