using Emblem.Imaging;
using Emblem.Tests.Support;
using NetVips;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

public sealed class ImageCodecTests
{
    [Fact]
    public void PngKeepsEveryPixel()
    {
        PixelImage picture = Noise(37, 21);
        Assert.Equal(picture.Pixels, ImageCodec.Decode(ImageCodec.EncodePng(picture)).Pixels);
    }

    [Fact]
    public void JpegStaysCloseAndQualityCosts()
    {
        PixelImage picture = Waves(120, 90);
        byte[] good = ImageCodec.EncodeJpeg(picture, 95);
        Assert.True(MeanDifference(picture, ImageCodec.Decode(good)) < 2);
        Assert.True(ImageCodec.EncodeJpeg(picture, 20).Length < good.Length);
    }

    [Theory]
    [InlineData(ImageFormat.Jpeg, ".jpg")]
    [InlineData(ImageFormat.Png, ".png")]
    [InlineData(ImageFormat.Gif, ".gif")]
    [InlineData(ImageFormat.WebP, ".webp")]
    [InlineData(ImageFormat.Avif, ".avif")]
    [InlineData(ImageFormat.Tiff, ".tif")]
    public void ReadsEveryFormatItClaims(ImageFormat format, string extension)
    {
        PixelImage picture = Plain(64, 48, 200, 40, 90);
        using Image vips = ToVips(picture);
        byte[] bytes = vips.WriteToBuffer(extension);

        ImageHeader header = ImageCodec.ReadHeader(bytes);
        Assert.Equal((format, 64, 48), (header.Format, header.Width, header.Height));
        Assert.True(ImageCodec.CanDecode(format));
        Assert.True(MeanDifference(picture, ImageCodec.Decode(bytes)) < 6);
    }

    [Fact]
    public void ReadsBitmapsAndIcons()
    {
        PixelImage picture = Noise(61, 33);
        byte[] bitmap = CraftedFiles.Bitmap(picture);
        byte[] icon = CraftedFiles.Icon(picture);

        Assert.Equal(new ImageHeader(ImageFormat.Bmp, 61, 33, IsPlain: true), ImageCodec.ReadHeader(bitmap));
        Assert.Equal(picture.Pixels, ImageCodec.Decode(bitmap).Pixels);
        Assert.Equal((ImageFormat.Ico, 61, 33), (ImageCodec.ReadHeader(icon).Format, ImageCodec.ReadHeader(icon).Width, ImageCodec.ReadHeader(icon).Height));
        Assert.Equal(picture.Pixels, ImageCodec.Decode(icon).Pixels);
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".gif")]
    [InlineData(".webp")]
    [InlineData(".avif")]
    [InlineData(".tif")]
    [InlineData(".bmp")]
    [InlineData(".ico")]
    public void RefusesTruncatedFiles(string extension)
    {
        PixelImage picture = Noise(200, 150);
        using Image vips = ToVips(picture);
        byte[] bytes = extension switch
        {
            ".bmp" => CraftedFiles.Bitmap(picture),
            ".ico" => CraftedFiles.Icon(picture),
            _ => vips.WriteToBuffer(extension),
        };
        foreach (double part in (double[])[0.1, 0.5, 0.9])
        {
            byte[] cut = bytes[..(int)(bytes.Length * part)];
            ImageFileException fault = Assert.Throws<ImageFileException>(() => ImageCodec.Decode(cut));
            Assert.StartsWith("damaged", fault.Reason, StringComparison.Ordinal);
        }
    }

    /// <summary>Large enough to outgrow a decoder's line buffer, which small pictures fit into.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void TurnsLargePicturesUpright(int orientation)
    {
        // One white corner; where it ends up tells the orientation.
        PixelImage picture = Make(1200, 900, (x, y, _) => x < 100 && y < 80 ? 255 : 20);
        using Image vips = ToVips(picture);
        using Image marked = vips.Mutate(open => open.Set(GValue.GIntType, "orientation", orientation));
        byte[] bytes = marked.JpegsaveBuffer(q: 90);

        ImageHeader header = ImageCodec.ReadHeader(bytes);
        PixelImage upright = ImageCodec.Decode(bytes);

        (int width, int height) = orientation < 5 ? (1200, 900) : (900, 1200);
        Assert.Equal((width, height), (upright.Width, upright.Height));
        Assert.Equal((width, height), (header.Width, header.Height));
        Assert.Equal(orientation == 1, header.IsPlain);
        bool right = orientation is 2 or 3 or 6 or 7;
        bool bottom = orientation is 3 or 4 or 7 or 8;
        Assert.True(upright.At(right ? width - 20 : 20, bottom ? height - 20 : 20).Red > 200);
        Assert.True(upright.At(right ? 20 : width - 20, bottom ? 20 : height - 20).Red < 60);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void AsStoredNeverTurns(int orientation)
    {
        byte[] bytes = Marked(orientation);
        PixelImage stored = ImageCodec.Decode(bytes, orientation: PictureOrientation.AsStored);

        Assert.Equal(ImageCodec.Decode(Marked(1)).Pixels, stored.Pixels);
        Assert.Equal((61, 33), (stored.Width, stored.Height));
        Assert.Equal(orientation == 1, stored.Pixels.SequenceEqual(ImageCodec.Decode(bytes).Pixels));
        using var folder = new TemporaryFolder();
        string path = folder.Create("turned.jpg");
        File.WriteAllBytes(path, bytes);
        Assert.Equal(stored.Pixels, ImageCodec.Decode(path, orientation: PictureOrientation.AsStored).Pixels);

        static byte[] Marked(int orientation)
        {
            using Image vips = ToVips(Waves(61, 33));
            using Image marked = vips.Mutate(open => open.Set(GValue.GIntType, "orientation", orientation));
            return marked.JpegsaveBuffer(q: 90);
        }
    }

    [Fact]
    public void ReadsTheFirstFrame()
    {
        using Image first = ToVips(Plain(20, 10, 255, 0, 0));
        using Image second = ToVips(Plain(20, 10, 0, 0, 255));
        using Image strip = Image.Arrayjoin([first, second], across: 1);
        using Image both = strip.Mutate(open => open.Set(GValue.GIntType, "page-height", 10));
        byte[] bytes = both.GifsaveBuffer();
        PixelImage decoded = ImageCodec.Decode(bytes);
        Assert.Equal((20, 10), (decoded.Width, decoded.Height));
        Assert.Equal((255, 0, 0), decoded.At(0, 0));
        Assert.False(ImageCodec.ReadHeader(bytes).IsPlain);
    }

    [Fact]
    public void RefusesMoreThanTheLimitFromTheHeader()
    {
        byte[] bytes = ImageCodec.EncodePng(Plain(100, 60, 1, 2, 3));
        ImageFileException fault = Assert.Throws<ImageFileException>(() => ImageCodec.Decode(bytes, pixelLimit: 5999));
        Assert.Equal("100×60 is 6,000 pixels, over the limit of 5,999", fault.Reason);
        Assert.Throws<ImageFileException>(() => ImageCodec.ReadHeader(bytes, pixelLimit: 5999));
        Assert.Equal(100, ImageCodec.Decode(bytes, pixelLimit: 6000).Width);
    }

    [Fact]
    public void SaysWhatItReceivedAndNamesTheFile()
    {
        Assert.Equal("empty file", Assert.Throws<ImageFileException>(() => ImageCodec.Decode([])).Reason);
        byte[] html = "<!DOCTYPE html><p>404"u8.ToArray();
        Assert.Contains("web page", Assert.Throws<ImageFileException>(() => ImageCodec.Decode(html)).Reason);
        string path = Path.Combine(Path.GetTempPath(), $"emblem-{Environment.ProcessId}.jpg");
        File.WriteAllBytes(path, [0xFF, 0xD8, 0xFF, 0xE0, 0]);
        try
        {
            ImageFileException fault = Assert.Throws<ImageFileException>(() => ImageCodec.Decode(path));
            Assert.StartsWith($"{path}: damaged Jpeg", fault.Message, StringComparison.Ordinal);
            Assert.NotNull(fault.InnerException);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(1000, 400, 500, 500, 200)]
    [InlineData(400, 1000, 500, 200, 500)]
    [InlineData(501, 500, 500, 500, 499)]
    [InlineData(3000, 2, 500, 500, 1)]
    public void ShrinksTheLongerSide(int width, int height, int most, int expectedWidth, int expectedHeight)
    {
        PixelImage small = ImageCodec.ShrinkToFit(Plain(width, height, 9, 99, 199), most);
        Assert.Equal(expectedWidth, small.Width);
        Assert.InRange(small.Height, expectedHeight, expectedHeight + 1);
        Assert.Equal((9, 99, 199), small.At(small.Width / 2, small.Height / 2));
    }

    [Fact]
    public void LeavesSmallPicturesAlone()
    {
        PixelImage picture = Waves(50, 40);
        Assert.Same(picture, ImageCodec.ShrinkToFit(picture, 50));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageCodec.ShrinkToFit(picture, 0));
    }

    [Fact]
    public void ManyThreadsDecodeTheSame()
    {
        byte[] good = ImageCodec.EncodeJpeg(Waves(300, 200));
        byte[] expected = ImageCodec.Decode(good).Pixels;
        string reason = Assert.Throws<ImageFileException>(() => ImageCodec.Decode(good[..900])).Reason;
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 6 }, i =>
        {
            if (i % 3 == 0)
                Assert.Equal(reason, Assert.Throws<ImageFileException>(() => ImageCodec.Decode(good[..900])).Reason);
            else
                Assert.Equal(expected, ImageCodec.Decode(good).Pixels);
        });
    }
}
