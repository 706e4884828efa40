using System.Text.Json;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

/// <summary>Against Pillow's own results (see Golden/README.md), and what follows from the definition.</summary>
public sealed class PlainResizeTests
{
    private static readonly Dictionary<string, JsonElement> Cases = JsonDocument
        .Parse(File.ReadAllBytes(GoldenFile.PathOf("resize.json"))).RootElement.GetProperty("cases").EnumerateArray()
        .ToDictionary(entry => entry.GetProperty("key").GetString()!);

    private static readonly SafetensorsForTests Expected = new(GoldenFile.PathOf("resize.safetensors"));

    public static TheoryData<string> Keys => [.. Cases.Keys];

    public static TheoryData<Resampling> Filters => [Resampling.Bilinear, Resampling.Bicubic, Resampling.Box];

    [Fact]
    public void AllEighteenCasesAreRead() => Assert.Equal(18, Cases.Count);

    [Theory]
    [MemberData(nameof(Keys))]
    public void EqualsPillowByteForByte(string key)
    {
        JsonElement entry = Cases[key];
        PixelImage source = ImageCodec.Decode(GoldenFile.PathOf(entry.GetProperty("source").GetString()!));
        Resampling filter = Enum.Parse<Resampling>(entry.GetProperty("filter").GetString()!, ignoreCase: true);

        PixelImage resized = PlainResize.Resize(source, entry.GetProperty("width").GetInt32(), entry.GetProperty("height").GetInt32(), filter);

        Assert.Equal([resized.Height, resized.Width, 3], Expected.Shape(key));
        Assert.Equal(Expected.Bytes(key), resized.Pixels);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void APlainPictureStaysPlain(Resampling filter)
    {
        PixelImage plain = Pictures.Plain(61, 37, 255, 128, 0);

        foreach ((int width, int height) in (ReadOnlySpan<(int, int)>)[(1, 1), (7, 200), (400, 3), (61, 37)])
            Assert.Equal(Pictures.Plain(width, height, 255, 128, 0).Pixels, PlainResize.Resize(plain, width, height, filter).Pixels);
    }

    [Fact]
    public void TheSameSizeIsTheSamePicture()
    {
        PixelImage picture = Pictures.Noise(31, 17);

        Assert.Same(picture, PlainResize.Resize(picture, 31, 17, Resampling.Bicubic));
    }

    [Fact]
    public void ABoxAveragesBlocksAndRepeatsPixels()
    {
        PixelImage picture = Pictures.Noise(8, 6);

        PixelImage half = PlainResize.Resize(picture, 4, 3, Resampling.Box);
        int mean = picture.At(2, 2).Red + picture.At(3, 2).Red + picture.At(2, 3).Red + picture.At(3, 3).Red;
        Assert.InRange(half.At(1, 1).Red - (mean / 4.0), -1, 1);
        PixelImage twice = PlainResize.Resize(picture, 16, 12, Resampling.Box);
        Assert.Equal((picture.At(5, 4), picture.At(5, 4)), (twice.At(10, 8), twice.At(11, 9)));
    }

    [Fact]
    public void ACheckerboardShrinksToGray()
    {
        PixelImage board = Pictures.Make(128, 128, (x, y, _) => (x + y) % 2 * 255);

        Assert.All(PlainResize.Resize(board, 32, 32, Resampling.Bilinear).Pixels, value => Assert.InRange(value, 126, 129));
    }

    [Fact]
    public void RefusesWhatIsNoResize()
    {
        PixelImage picture = Pictures.Plain(4, 4, 1, 2, 3);

        Assert.Throws<ArgumentOutOfRangeException>(() => PlainResize.Resize(picture, 0, 4, Resampling.Box));
        Assert.Throws<ArgumentOutOfRangeException>(() => PlainResize.Resize(picture, 2, 2, Resampling.Sampled));
    }
}
