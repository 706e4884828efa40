using Emblem.Imaging;
using NetVips;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

/// <summary>The quick way for plain JPEG files against libvips, which decodes all others and judges files for <c>verify</c>.</summary>
public sealed class JpegDecoderTests
{
    [Theory]
    [InlineData(64, 48, 75, false, Enums.ForeignSubsample.On)]
    [InlineData(133, 71, 40, false, Enums.ForeignSubsample.On)]
    [InlineData(57, 101, 95, false, Enums.ForeignSubsample.Off)]
    [InlineData(90, 65, 80, true, Enums.ForeignSubsample.On)]
    [InlineData(1, 1, 90, false, Enums.ForeignSubsample.Auto)]
    [InlineData(5, 300, 20, true, Enums.ForeignSubsample.Off)]
    public void GivesTheSamePixels(int width, int height, int quality, bool progressive, Enums.ForeignSubsample subsample)
    {
        byte[] file = Jpeg(Detailed(width, height), quality, progressive, subsample);

        PixelImage decoded = Assert.IsType<PixelImage>(JpegDecoder.TryDecode(file, ImageCodec.DefaultPixelLimit));

        Assert.Equal((width, height), (decoded.Width, decoded.Height));
        Assert.Equal(ByLibvips(file), decoded.Pixels);
    }

    [Fact]
    public void GivesTheSamePixelsOfGrayFiles()
    {
        using Image colour = ToVips(Detailed(61, 43));
        using Image gray = colour.Colourspace(Enums.Interpretation.Bw);
        byte[] file = gray.JpegsaveBuffer();

        Assert.Equal(ByLibvips(file), JpegDecoder.TryDecode(file, ImageCodec.DefaultPixelLimit)?.Pixels);
    }

    /// <summary>A profile and a camera's note are seen to here as there.</summary>
    [Fact]
    public void GivesTheSamePixelsOfFilesThatSayMore()
    {
        using Image colour = ToVips(Detailed(40, 30));
        using Image turned = colour.Mutate(open => open.Set(GValue.GIntType, "orientation", 6));
        using Image wide = turned.IccTransform("p3", inputProfile: "srgb");
        foreach (byte[] file in (byte[][])[turned.JpegsaveBuffer(), wide.JpegsaveBuffer()])
        {
            PixelImage decoded = Assert.IsType<PixelImage>(JpegDecoder.TryDecode(file, ImageCodec.DefaultPixelLimit));

            Assert.Equal((30, 40), (decoded.Width, decoded.Height));
            Assert.Equal(ByLibvips(file), decoded.Pixels);
        }
    }

    /// <summary>Profiles longer than a segment come in parts, each of which says which it is.</summary>
    [Fact]
    public void PutsAProfileTogetherFromItsParts()
    {
        byte[] Part(byte number, params ReadOnlySpan<byte> data) => [0xFF, 0xE2, 0, (byte)(16 + data.Length), .. "ICC_PROFILE\0"u8, number, 3, .. data];

        Assert.Equal([1, 2, 3, 4, 5], JpegSegments.Read([0xFF, 0xD8, .. Part(2, 3, 4), .. Part(1, 1, 2), .. Part(3, 5), .. Part(1, 9)]).Profile);
        Assert.Null(JpegSegments.Read([0xFF, 0xD8, .. Part(1)]).Profile);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(8, 8)]
    [InlineData(0, 1)]
    [InlineData(9, 1)]
    public void ReadsTheCamerasNote(int noted, int meant)
    {
        byte[] file = [0xFF, 0xD8, 0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, (byte)noted, 0, 0, 0, 0, 0, 0];

        Assert.Equal(meant, JpegSegments.Read(file).Orientation);
        for (int length = 0; length < file.Length; length++)
            Assert.Equal(1, JpegSegments.Read(file[..length]).Orientation);
    }

    [Fact]
    public void LeavesInksAndWhatIsTooLargeToLibvips()
    {
        using Image colour = ToVips(Detailed(40, 30));
        using Image cmyk = colour.IccTransform("cmyk", inputProfile: "srgb");

        Assert.Null(JpegDecoder.TryDecode(cmyk.JpegsaveBuffer(), ImageCodec.DefaultPixelLimit));
        Assert.Null(JpegDecoder.TryDecode(colour.PngsaveBuffer(), ImageCodec.DefaultPixelLimit));
        Assert.Null(JpegDecoder.TryDecode(colour.JpegsaveBuffer(), pixelLimit: (40 * 30) - 1));
        Assert.NotNull(JpegDecoder.TryDecode(colour.JpegsaveBuffer(), pixelLimit: 40 * 30));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoCutFileIsWhole(bool progressive)
    {
        byte[] file = Jpeg(Detailed(120, 90), 80, progressive, Enums.ForeignSubsample.On);
        for (int length = 0; length < file.Length - 2; length += 13)
            Assert.Throws<ImageFileException>(() => ImageCodec.Decode(file[..length]));
    }

    private static byte[] ByLibvips(byte[] file)
    {
        using Image opened = VipsDecoder.Open(file, ImageFormat.Jpeg);
        using Image plain = PlainPicture.Of(opened);
        return plain.WriteToMemory<byte>();
    }

    private static byte[] Jpeg(PixelImage picture, int quality, bool progressive, Enums.ForeignSubsample subsample)
    {
        using Image image = ToVips(picture);
        return image.JpegsaveBuffer(q: quality, interlace: progressive, subsampleMode: subsample);
    }

    private static PixelImage Detailed(int width, int height)
    {
        PixelImage noise = Noise(width, height);
        return Make(width, height, (x, y, channel) => (0.3 * noise.Pixels[(((y * width) + x) * 3) + channel]) + (((x / 7) + (y / 5) + channel) % 3 * 70));
    }
}
