using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

/// <summary>Numbers of every kind: they come out right or are refused with the reason, and never black without a word.</summary>
public sealed class TiffSamplesTests
{
    private const int Gray = 1;
    private const int Colour = 2;

    private static readonly double[] Ramp = [.. Enumerable.Range(0, 16).Select(i => i / 15.0)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void GrayOfAnyDepthIsTheSameRamp(int bits)
    {
        double full = Math.Pow(2, bits) - 1;
        double[] stored = [.. Ramp.Select(value => Math.Round(value * full))];
        byte[] wanted = [.. stored.SelectMany(value => Enumerable.Repeat((byte)(value * 255 / full), 3))];
        foreach (bool bigEndian in (bool[])[false, true])
        {
            Same(wanted, new TiffFile(8, 2, bits, Gray, stored) { BigEndian = bigEndian }.ToBytes());
            Same(wanted, new TiffFile(8, 2, bits, 0, [.. stored.Select(value => full - value)]) { BigEndian = bigEndian }.ToBytes());
        }
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(16, false)]
    [InlineData(16, true)]
    public void ColoursMayLieSideBySideOrInPlanes(int bits, bool bigEndian)
    {
        double full = Math.Pow(2, bits) - 1;
        double[] red = [.. Ramp.Select(value => Math.Round(value * full))];
        double[] mixed = [.. red.SelectMany(value => (double[])[value, full - value, full])];
        byte[] wanted = [.. mixed.Select(value => (byte)(value * 255 / full))];

        Same(wanted, new TiffFile(8, 2, bits, Colour, mixed) { Samples = 3, BigEndian = bigEndian }.ToBytes());
        Same(
            wanted,
            new TiffFile(8, 2, bits, Colour, [.. red, .. red.Select(value => full - value), .. red.Select(_ => full)])
            {
                Samples = 3,
                BigEndian = bigEndian,
                Planar = true,
            }.ToBytes());
    }

    [Fact]
    public void APaletteOfFewBitsIsLookedUp()
    {
        byte[] file = new TiffFile(4, 1, 2, 3, 0, 1, 2, 3) { Palette = [65535, 0, 0, 30 * 257, 0, 65535, 0, 20 * 257, 0, 0, 65535, 10 * 257] }.ToBytes();

        Same([255, 0, 0, 0, 255, 0, 0, 0, 255, 30, 20, 10], file);
    }

    /// <summary>Multiplied in or not, half of a colour over white is the same; what is said to be nothing known is no transparency.</summary>
    [Fact]
    public void FurtherSamplesAreWhatTheFileSays()
    {
        Same([178, 153, 228], new TiffFile(1, 1, 8, Colour, 100, 50, 200, 128) { Samples = 4, Extra = [2] }.ToBytes());
        Same([178, 153, 228], new TiffFile(1, 1, 8, Colour, 50, 25, 100, 128) { Samples = 4, Extra = [1] }.ToBytes());
        Same([100, 50, 200], new TiffFile(1, 1, 8, Colour, 100, 50, 200, 0) { Samples = 4, Extra = [0] }.ToBytes());
        Same([178, 153, 228], new TiffFile(1, 1, 8, Colour, 100, 50, 200, 128) { Samples = 4 }.ToBytes());
        Same([178, 153, 228], new TiffFile(1, 1, 8, Colour, 100, 50, 200, 7, 128) { Samples = 5, Extra = [0, 2] }.ToBytes());
        Same([178, 178, 178], new TiffFile(1, 1, 16, Gray, 100 * 257, 128 * 257) { Samples = 2, Extra = [2] }.ToBytes());
        Same([100, 100, 100], new TiffFile(1, 1, 8, Gray, 100, 0, 0) { Samples = 3, Extra = [0, 0] }.ToBytes());
    }

    [Fact]
    public void OnlyTheFirstPageIsRead()
    {
        byte[] file = new TiffFile(1, 1, 8, Colour, 100, 50, 200) { Samples = 3 }.ToPages();

        Assert.Equal(2, ThumbnailReader.Read(file, 16).Frames);
        Same([100, 50, 200], file);
    }

    /// <summary>Nothing says which of these numbers is white, so any guess would turn some pictures black or white.</summary>
    [Theory]
    [InlineData(3, 16, "16-bit floating-point numbers is not read without a colour profile")]
    [InlineData(3, 32, "32-bit floating-point numbers is not read without a colour profile")]
    [InlineData(3, 64, "64-bit floating-point numbers is not read")]
    [InlineData(1, 32, "32 bits a sample is not read")]
    [InlineData(1, 64, "64 bits a sample is not read")]
    [InlineData(1, 12, "12 bits a sample is not read")]
    [InlineData(1, 10, "10 bits a sample is not read")]
    [InlineData(2, 8, "signed numbers is not read")]
    [InlineData(2, 16, "signed numbers is not read")]
    [InlineData(2, 32, "signed numbers is not read")]
    public void NumbersWithoutAWhiteAreRefused(int kind, int bits, string reason)
    {
        foreach (bool bigEndian in (bool[])[false, true])
        {
            foreach (bool colour in (bool[])[false, true])
            {
                double full = kind == 3 ? 1 : Math.Pow(2, bits - 1) - 1;
                double[] values = [.. Enumerable.Range(0, colour ? 48 : 16).Select(i => full * i / 48)];
                byte[] file = new TiffFile(8, 2, bits, colour ? Colour : Gray, values)
                {
                    Kind = kind,
                    Samples = colour ? 3 : 1,
                    BigEndian = bigEndian,
                }.ToBytes();

                string? said = EveryReader.AgreeOn(file, $"{kind} {bits}");

                Assert.Contains(reason, said, StringComparison.Ordinal);
                Assert.Contains("save it with 8 or 16 bits", said, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(32803, 1, "a camera's raw data is not read")]
    [InlineData(34892, 3, "a camera's raw data is not read")]
    [InlineData(32845, 3, "colours of kind 32845")]
    [InlineData(4, 1, "colours of kind 4")]
    [InlineData(Colour, 1, "1 samples a pixel where its colours have 3")]
    public void OtherMeaningsAreRefusedByName(int meaning, int samples, string reason)
    {
        byte[] file = new TiffFile(2, 2, 8, meaning, new double[4 * samples]) { Samples = samples }.ToBytes();

        Assert.Contains(reason, EveryReader.AgreeOn(file, reason), StringComparison.Ordinal);
    }

    [Fact]
    public void ACutOrScrambledDirectoryIsReadSafely()
    {
        byte[] whole = new TiffFile(2, 2, 8, Colour, new double[12]) { Samples = 3 }.ToBytes();
        for (int length = 8; length < whole.Length; length += 5)
            EveryReader.AgreeOn(whole[..length], $"{length} bytes");
        for (int at = 4; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] = 0xFF;
            EveryReader.AgreeOn(changed, $"byte {at}");
        }
    }

    private static void Same(byte[] wanted, byte[] file)
    {
        byte[] got = ImageCodec.Decode(file).Pixels;
        Assert.Equal(wanted.Length, got.Length);
        Assert.All(wanted.Zip(got), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2));
        Assert.Null(EveryReader.AgreeOn(file, "a good file"));
    }
}
