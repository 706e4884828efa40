using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class PictureCacheFolderTests : IDisposable
{
    private readonly PictureSet _set = new(training: 1);

    private string Folder => _set.PathBeside("cache");

    private string Picture => _set.Split.Training[0].Path;

    private string Kept => Directory.EnumerateFiles(Folder).Single();

    [Fact]
    public void TheNextRunReadsPixelsInsteadOfDecoding()
    {
        PixelImage decoded = Run(decodes: true);

        Assert.Equal(decoded.Pixels, Run(decodes: false).Pixels);
        Assert.Equal(64 + decoded.Pixels.Length, new FileInfo(Kept).Length);
    }

    [Fact]
    public void EveryDamageIsNoticedAndRepaired()
    {
        PixelImage decoded = Run(decodes: true);
        byte[] whole = File.ReadAllBytes(Kept);
        int[] places = [0, 7, 8, 16, 24, 28, 32, 63, 64, whole.Length - 1];
        IEnumerable<byte[]> damaged =
        [
            .. places.Select(at => whole.Select((value, i) => i == at ? (byte)(value ^ 4) : value).ToArray()),
            [], whole[..63], whole[..64], whole[..^1], [.. whole, 0],
        ];
        foreach (byte[] bytes in damaged)
        {
            File.WriteAllBytes(Kept, bytes);
            Assert.Equal(decoded.Pixels, Run(decodes: true).Pixels);
            Assert.Equal(whole, File.ReadAllBytes(Kept));
        }
    }

    [Fact]
    public void AFileThatWasWrittenToIsDecodedAgain()
    {
        Run(decodes: true);
        PixelImage changed = Pictures.Waves(20, 10);
        File.WriteAllBytes(Picture, ImageCodec.EncodePng(changed));

        Assert.Equal(changed.Pixels, Run(decodes: true).Pixels);
        Assert.Equal(changed.Pixels, Run(decodes: false).Pixels);
        File.SetLastWriteTimeUtc(Picture, File.GetLastWriteTimeUtc(Picture).AddSeconds(1));
        Run(decodes: true);
    }

    [Fact]
    public void OrientationsAreKeptApart()
    {
        Run(decodes: true);
        Run(decodes: true, PictureOrientation.AsStored);

        Assert.Equal(2, Directory.EnumerateFiles(Folder).Count());
        Run(decodes: false);
    }

    [Fact]
    public void AFolderThatCannotBeWrittenCostsOnlyTheSpeed()
    {
        // A file stands where the folder should be: no user may write there, root neither.
        File.WriteAllText(Folder, "");

        Assert.Equal(Run(decodes: true).Pixels, Run(decodes: true).Pixels);
    }

    [Theory]
    [InlineData("pictures")]
    [InlineData("pictures/cache")]
    [InlineData("pictures/a/../b/cache")]
    public void NeverLiesWhereThePicturesAre(string folder)
    {
        EmblemException fault = Assert.Throws<EmblemException>(() => _set.Split.ToBatches(new() { CacheFolder = _set.PathBeside(folder) }));

        Assert.Contains("only reads there", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cache")]
    [InlineData("pictures-cache")]
    [InlineData("pictures/../..pictures")]
    public void MayLieAnywhereElse(string folder) => _set.Split.ToBatches(new() { CacheFolder = _set.PathBeside(folder) });

    public void Dispose() => _set.Dispose();

    private PixelImage Run(bool decodes, PictureOrientation orientation = PictureOrientation.Upright)
    {
        var source = new CountingSource();
        PixelImage picture = new PictureCacheFolder(source, Folder, orientation).Read(Picture);
        Assert.Equal(decodes ? 1 : 0, source.Decoded.Count);
        return picture;
    }
}
