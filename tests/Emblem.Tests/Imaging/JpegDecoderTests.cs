using Emblem.Foundation;
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

    [Fact]
    public void LeavesWhatIsNotPlainToLibvips()
    {
        using Image colour = ToVips(Detailed(40, 30));
        using Image turned = colour.Mutate(open => open.Set(GValue.GIntType, "orientation", 6));
        using Image wide = colour.IccTransform("p3", inputProfile: "srgb");
        using Image cmyk = colour.IccTransform("cmyk", inputProfile: "srgb");

        Assert.Null(JpegDecoder.TryDecode(turned.JpegsaveBuffer(), ImageCodec.DefaultPixelLimit));
        Assert.Null(JpegDecoder.TryDecode(wide.JpegsaveBuffer(), ImageCodec.DefaultPixelLimit));
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

    /// <summary>
    /// Bytes changed anywhere: what <c>verify</c> accepts can be trained on, and what it refuses is not; but that the odd progressive file is read
    /// in which libvips finds scans that contradict each other.
    /// </summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 4)]
    public void JudgesDamageAsVerifyDoes(bool progressive, int odd)
    {
        byte[] whole = Jpeg(Detailed(48, 40), 70, progressive, Enums.ForeignSubsample.On);
        RandomStream random = new RandomSource(5).Stream("damage");
        (int refused, int readAllTheSame) = (0, 0);
        for (int i = 0; i < 400; i++)
        {
            byte[] file = [.. whole];
            for (int changes = 1 + (int)random.NextDouble(0, 3); changes > 0; changes--)
                file[(int)random.NextDouble(0, file.Length)] ^= (byte)(1 << (int)random.NextDouble(0, 8));

            bool accepted = Accepts(() => ImageCodec.Verify(file, null, encode: false, ImageCodec.DefaultPixelLimit));
            bool read = Accepts(() => ImageCodec.Decode(file));

            Assert.True(read || !accepted);
            refused += accepted ? 0 : 1;
            readAllTheSame += read && !accepted ? 1 : 0;
        }

        Assert.InRange(refused, 20, 380);
        Assert.InRange(readAllTheSame, 0, odd);
    }

    private static bool Accepts(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ImageFileException)
        {
            return false;
        }
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
