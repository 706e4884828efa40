using Emblem.Imaging;
using Emblem.Tests.Support;
using NetVips;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

/// <summary>Colours that PNG and AVIF state in code points and chunks, where files disagree with the usual.</summary>
public sealed class CodedColourTests
{
    private static readonly PixelImage Picture = Plain(16, 16, 120, 200, 60);

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    public void AnAvifOfAnyDepthIsRead(int bits)
    {
        using Image colour = ToVips(Picture);
        using Image deep = bits == 8 ? colour.Copy() : (colour * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);

        (byte red, byte green, byte blue) = ImageCodec.Decode(Avif(deep, bits)).At(5, 5);

        Assert.InRange(red, 118, 122);
        Assert.InRange(green, 198, 202);
        Assert.InRange(blue, 58, 62);
    }

    /// <summary>The same stored numbers, of which the file says now this and now that.</summary>
    [Fact]
    public void AnAvifsCodePointsAreFollowed()
    {
        using Image colour = ToVips(Picture);
        using Image wide = colour.IccTransform("p3", inputProfile: "srgb");
        byte[] file = Avif(wide, 8);

        Assert.InRange(ImageCodec.Decode(Coded(file, 12, 13)).At(5, 5).Red, 118, 122);
        Assert.InRange(ImageCodec.Decode(Coded(file, 1, 13)).At(5, 5).Red, 130, 150);
        Assert.InRange(ImageCodec.Decode(Coded(file, 1, 8)).At(5, 5).Red, 180, 210);
        Assert.Contains("HDR (PQ) is not read", EveryReader.AgreeOn(Coded(file, 9, 16), "PQ"), StringComparison.Ordinal);
        Assert.Contains("HDR (HLG) is not read", EveryReader.AgreeOn(Coded(file, 9, 18), "HLG"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, 1, "HDR (PQ) is not read")]
    [InlineData(18, 1, "HDR (HLG) is not read")]
    [InlineData(13, 0, "narrow range")]
    public void WhatAPngCannotMeanInEightBitsIsRefused(byte transfer, byte full, string reason)
    {
        byte[] file = CraftedFiles.PngWith(Picture, ("cICP", [9, transfer, 0, full]));

        Assert.Contains(reason, EveryReader.AgreeOn(file, reason), StringComparison.Ordinal);
    }

    /// <summary>No screen or camera has such curves and colours: they are slips of a writer, such as 2.2 for 1/2.2.</summary>
    [Fact]
    public void ChunksThatCannotBeMeantSayNothing()
    {
        Unchanged(("gAMA", [0, 0, 0, 0]));
        Unchanged(("gAMA", [0, 3, 91, 96]));
        Unchanged(("gAMA", [0, 0]));
        Unchanged(("cHRM", new byte[32]));
        Unchanged(("cHRM", [255, .. new byte[31]]));
        Unchanged(("cICP", [2, 2, 0, 1]));
        Unchanged(("cICP", [250, 250, 0, 1]));
        Unchanged(("gAMA", [0, 0, 177, 200]));
    }

    private static void Unchanged((string Name, byte[] Data) chunk) =>
        Assert.Equal(Picture.Pixels, ImageCodec.Decode(CraftedFiles.PngWith(Picture, chunk)).Pixels);

    private static byte[] Avif(Image image, int bits) => image.HeifsaveBuffer(
        q: 100, compression: Enums.ForeignHeifCompression.Av1, bitdepth: bits, subsampleMode: Enums.ForeignSubsample.Off, effort: 0);

    /// <summary>The box of the profile made one of code points: matrix as coded, full range.</summary>
    private static byte[] Coded(byte[] file, byte primaries, byte transfer)
    {
        byte[] coded = [.. file];
        int at = coded.AsSpan().IndexOf("colrrICC"u8) + 4;
        ((ReadOnlySpan<byte>)[.. "nclx"u8, 0, primaries, 0, transfer, 0, 6, 0x80]).CopyTo(coded.AsSpan(at));
        return coded;
    }
}
