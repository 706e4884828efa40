using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;
using NetVips;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

/// <summary>
/// Whatever one reader of pictures says of a file, all say: a picture that <c>verify</c> keeps is no fault to <c>health</c>, and what either refuses
/// ends a training.
/// </summary>
public sealed class OneOpinionTests
{
    private const string Ink = "ink jpeg";

    private static readonly Dictionary<string, Func<Image, byte[]>> Encoders = new()
    {
        ["jpeg"] = image => image.JpegsaveBuffer(),
        ["jpeg in scans"] = image => image.JpegsaveBuffer(interlace: true),
        ["gray jpeg"] = image => image.Colourspace(Enums.Interpretation.Bw).JpegsaveBuffer(),
        ["turned jpeg"] = image => image.Mutate(open => open.Set(GValue.GIntType, "orientation", 6)).JpegsaveBuffer(),
        ["wide jpeg"] = image => image.IccTransform("p3", inputProfile: "srgb").JpegsaveBuffer(),
        [Ink] = image => image.Colourspace(Enums.Interpretation.Cmyk).JpegsaveBuffer(),
        ["png"] = image => image.PngsaveBuffer(),
        ["png in passes"] = image => image.PngsaveBuffer(interlace: true),
        ["webp"] = image => image.WebpsaveBuffer(effort: 0),
        ["gif"] = image => image.GifsaveBuffer(effort: 1),
        ["tiff"] = image => image.TiffsaveBuffer(),
        ["packed tiff"] = image => image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw),
        ["bmp"] = image => CraftedFiles.Bitmap(new PixelImage(image.Width, image.Height, image.WriteToMemory<byte>())),
    };

    public static TheoryData<string> Formats => [.. Encoders.Keys];

    /// <summary>Strips that a shrinking decoder shrinks to nothing, among them the sizes that once did.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void StripsAreRead(string format)
    {
        (int, int)[] sizes = [(1, 1), (5000, 1), (1, 5000), (2000, 1), (3000, 2), (2, 3000), (7, 511), (1023, 3), (17, 2049)];
        Assert.All(sizes.Take(Few(format, sizes.Length)), size => Read(format, size.Item1, size.Item2));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void SizesOfAllKindsAreRead(string format)
    {
        RandomStream random = new RandomSource(9).Stream($"sizes of {format}");
        for (int i = 0; i < Few(format, 4); i++)
            Read(format, 1 + random.NextInt(20), 1 + random.NextInt(800));
    }

    /// <summary>Every width to 20, and heights to 6000 in steps that meet all remainders of a JPEG's blocks; on either side.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Formats))]
    public void AllSizesAreRead(string format)
    {
        for (int width = 1; width <= 20; width++)
        {
            for (int height = 1; height <= 6000; height += height < 70 ? 1 : 397)
            {
                Read(format, width, height);
                Read(format, height, width);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void DamageIsJudgedAlike(string format) => Judge(format, files: Few(format, 24), seed: 5);

    [Theory(Explicit = true)]
    [MemberData(nameof(Formats))]
    public void MuchDamageIsJudgedAlike(string format) => Judge(format, files: 4000, seed: 6);

    /// <summary>A third of those in ink: a conversion of its colours is made anew for each way to read each file, which takes ten times as long as the rest.</summary>
    private static int Few(string format, int files) => format == Ink ? (files + 2) / 3 : files;

    /// <summary>Cut anywhere, its end alone cut off, more behind it, bits changed.</summary>
    private static void Judge(string format, int files, long seed)
    {
        RandomStream random = new RandomSource(seed).Stream($"damage of {format}");
        int refused = 0;
        for (int i = 0; i < files; i++)
        {
            byte[] whole = Encode(format, 20 + random.NextInt(80), 20 + random.NextInt(80));
            byte[] file = (i % 4) switch
            {
                0 => whole[..random.NextInt(whole.Length)],
                1 => whole[..^(1 + random.NextInt(12))],
                2 => [.. whole, .. Enumerable.Range(0, 1 + random.NextInt(3000)).Select(_ => (byte)random.NextInt(256))],
                _ => [.. whole],
            };
            for (int changes = i % 4 == 3 ? 1 + random.NextInt(3) : 0; changes > 0; changes--)
                file[random.NextInt(file.Length)] ^= (byte)(1 << random.NextInt(8));

            string? said = EveryReader.AgreeOn(file, $"{format}, file {i}");

            Assert.True(i % 4 != 2 || said is null, $"{format}, file {i}: garbage after its end: {said}");
            refused += said is null ? 0 : 1;
        }

        Assert.InRange(refused, files / 8, files * 3 / 4);
    }

    private static void Read(string format, int width, int height)
    {
        byte[] file = Encode(format, width, height);

        Assert.True(EveryReader.AgreeOn(file, $"{format} {width}×{height}") is null, $"{format} {width}×{height}");
        PixelImage view = ThumbnailReader.Read(file, 64).View;
        Assert.InRange(Math.Max(view.Width, view.Height), 1, 64);
        _ = new Preprocessing(32, 32).View(ImageCodec.Decode(file));
    }

    private static byte[] Encode(string format, int width, int height)
    {
        using Image image = ToVips(Waves(width, height));
        return Encoders[format](image);
    }
}
