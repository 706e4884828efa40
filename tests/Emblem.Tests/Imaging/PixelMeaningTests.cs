using System.Text.Json;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Imaging;

/// <summary>Files of every way to say what a number means, against what lcms makes of them; <c>Golden/README.md</c> says how they came.</summary>
public sealed class PixelMeaningTests
{
    /// <summary>A rounding here and one there.</summary>
    private const int Steps = 2;

    private static readonly string Folder = GoldenFile.PathOf("colour");

    private static readonly Dictionary<string, byte[]> Expected =
        JsonSerializer.Deserialize<Dictionary<string, byte[]>>(File.ReadAllBytes(Path.Combine(Folder, "colour.json")))!;

    public static TheoryData<string> Files => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void IsWhatTheColourLibraryMakesOfIt(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(Folder, name));

        Assert.InRange(Largest(Expected[name], ImageCodec.Decode(file).Pixels), 0, Steps);
        Assert.InRange(Largest(Expected[name], ThumbnailReader.Read(file, 12).View.Pixels), 0, Steps);
        Assert.InRange(Largest(Expected[name], ImageCodec.Decode(file, orientation: PictureOrientation.AsStored).Pixels), 0, Steps);
    }

    /// <summary>The new file is the old one converted; a JPEG loses a little as every JPEG does.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void IsTheSameAfterVerification(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(Folder, name));

        VerifiedPicture verified = ImageCodec.Verify(file, maxSize: null, encode: true, ImageCodec.DefaultPixelLimit);

        byte[] written = verified.Bytes ?? file;
        Assert.True(ImageCodec.ReadHeader(written).IsPlain);
        byte[] before = ImageCodec.Decode(file).Pixels, after = ImageCodec.Decode(written).Pixels;
        if (verified.Bytes is null || verified.Format == ImageFormat.Png)
            Assert.Equal(before, after);
        else
            Assert.InRange(before.Zip(after, (one, other) => Math.Abs(one - other)).Average(), 0, 12);
    }

    /// <summary>A file's way of saying sRGB is no reason to write it anew.</summary>
    [Theory]
    [InlineData("srgb_under_another_name.jpg", true)]
    [InlineData("gama_srgb.png", true)]
    [InlineData("gama_linear_but_srgb.png", true)]
    [InlineData("linear_called_srgb.png", false)]
    [InlineData("display_p3_called_srgb.png", false)]
    [InlineData("gamma18_called_srgb.png", false)]
    [InlineData("chrm_adobe_rgb.png", false)]
    public void IsPlainByItsNumbersNotItsName(string name, bool plain) =>
        Assert.Equal(plain, ImageCodec.ReadHeader(File.ReadAllBytes(Path.Combine(Folder, name))).IsPlain);

    private static int Largest(byte[] expected, byte[] got)
    {
        Assert.Equal(expected.Length, got.Length);
        return expected.Zip(got, (one, other) => Math.Abs(one - other)).Max();
    }
}
