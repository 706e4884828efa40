using Emblem.Imaging;
using Emblem.Tests.Support;
using NetVips;

namespace Emblem.Tests.Imaging;

public sealed class ThumbnailReaderTests
{
    private static readonly PixelImage Waves = Pictures.Waves(640, 320);

    [Fact]
    public void IsTheShrunkPicture()
    {
        PictureThumbnail found = ThumbnailReader.Read(ImageCodec.EncodeJpeg(Waves, 95), 160);

        Assert.Equal((ImageFormat.Jpeg, 640, 320, ColourMode.Colour, 1), (found.Header.Format, found.Header.Width, found.Header.Height, found.Mode, found.Frames));
        Assert.Equal((160, 80), (found.View.Width, found.View.Height));
        Assert.InRange(Pictures.MeanDifference(ImageCodec.ShrinkToFit(Waves, 160), found.View), 0, 2);
    }

    [Fact]
    public void IsNeverLarger()
    {
        PixelImage small = Pictures.Waves(30, 20);

        Assert.Equal(small.Pixels, ThumbnailReader.Read(ImageCodec.EncodePng(small), 160).View.Pixels);
    }

    [Fact]
    public void KnowsHowColourIsStored()
    {
        using Image colour = Pictures.ToVips(Waves);
        using Image gray = colour.Colourspace(Enums.Interpretation.Bw);
        using Image alpha = colour.Bandjoin(0.0);
        using Image grayAlpha = gray.Bandjoin(0.0);
        using Image inks = colour.Colourspace(Enums.Interpretation.Cmyk);

        Assert.Equal(ColourMode.Colour, ThumbnailReader.Read(colour.PngsaveBuffer(), 64).Mode);
        Assert.Equal(ColourMode.Gray, ThumbnailReader.Read(gray.JpegsaveBuffer(), 64).Mode);
        Assert.Equal(ColourMode.ColourAlpha, ThumbnailReader.Read(alpha.PngsaveBuffer(), 64).Mode);
        Assert.Equal(ColourMode.GrayAlpha, ThumbnailReader.Read(grayAlpha.PngsaveBuffer(), 64).Mode);
        Assert.Equal(ColourMode.Cmyk, ThumbnailReader.Read(inks.JpegsaveBuffer(), 64).Mode);
        Assert.Equal(ColourMode.Palette, ThumbnailReader.Read(colour.PngsaveBuffer(palette: true), 64).Mode);
        Assert.Equal(ColourMode.Palette, ThumbnailReader.Read(colour.GifsaveBuffer(), 64).Mode);
    }

    [Fact]
    public void TransparencyLiesOverWhite()
    {
        using Image colour = Pictures.ToVips(Waves);
        using Image clear = colour.Bandjoin(0.0);

        Assert.All(ThumbnailReader.Read(clear.PngsaveBuffer(), 64).View.Pixels, value => Assert.Equal(255, value));
    }

    [Fact]
    public void TurnedPicturesAreUpright()
    {
        using Image colour = Pictures.ToVips(Waves);
        using Image turned = colour.Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        byte[] bytes = turned.JpegsaveBuffer();

        PictureThumbnail found = ThumbnailReader.Read(bytes, 64);

        Assert.Equal((320, 640), (found.Header.Width, found.Header.Height));
        Assert.Equal((32, 64), (found.View.Width, found.View.Height));
        Assert.InRange(Pictures.MeanDifference(ImageCodec.ShrinkToFit(ImageCodec.Decode(bytes), 64), found.View), 0, 4);
    }

    [Fact]
    public void AFileThatBreaksOffIsAnError()
    {
        using Image vips = Pictures.ToVips(Pictures.Noise(640, 320));
        Assert.All(
            [vips.JpegsaveBuffer(), vips.JpegsaveBuffer(interlace: true), vips.PngsaveBuffer(), vips.GifsaveBuffer(), vips.WebpsaveBuffer(), vips.TiffsaveBuffer()],
            bytes => Assert.All(
                [16, 64, 256, 640], side => Assert.Throws<ImageFileException>(() => ThumbnailReader.Read(bytes[..(bytes.Length * 2 / 3)], side))));
        Assert.Throws<ImageFileException>(() => ThumbnailReader.Read("<html>"u8.ToArray(), 64));
    }

    /// <summary>What a thumbnail is made of, training can read, and the other way round.</summary>
    [Fact]
    public void RefusesWhatTheCodecRefuses()
    {
        string folder = SharedFolder.Require("data/messy");

        string[] disagreements =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length < 3_000_000).Where(path =>
            {
                byte[] bytes = File.ReadAllBytes(path);
                return Refuses(() => ImageCodec.Decode(bytes)) != Refuses(() => ThumbnailReader.Read(bytes, 256));
            }),
        ];

        Assert.Empty(disagreements);
    }

    [Fact]
    public void BitmapsAndIconsTellTheirTransparencyToo()
    {
        Assert.Equal(ColourMode.Colour, ThumbnailReader.Read(CraftedFiles.Bitmap(Waves), 64).Mode);
        Assert.Equal(ImageFormat.Ico, ThumbnailReader.Read(CraftedFiles.Icon(Pictures.Waves(32, 32)), 64).Header.Format);
    }

    private static bool Refuses(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (ImageFileException)
        {
            return true;
        }
    }
}
