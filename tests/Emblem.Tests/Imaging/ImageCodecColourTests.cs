using System.Text;
using Emblem.Imaging;
using NetVips;
using static Emblem.Tests.Support.Pictures;

namespace Emblem.Tests.Imaging;

/// <summary>Every way of storing colour ends in the same 8-bit sRGB.</summary>
public sealed class ImageCodecColourTests
{
    [Fact]
    public void LaysTransparencyOverWhite()
    {
        using Image colour = ToVips(Plain(8, 8, 0, 0, 200));
        using Image half = colour.Bandjoin(128);
        (byte red, byte green, byte blue) = ImageCodec.Decode(half.PngsaveBuffer()).At(3, 3);
        Assert.Equal((127, 127), (red, green));
        Assert.Equal(227, blue);
    }

    [Fact]
    public void ExpandsGrayWithAndWithoutTransparency()
    {
        using Image colour = ToVips(Plain(8, 8, 90, 90, 90));
        using Image gray = colour.ExtractBand(0).Copy(interpretation: Enums.Interpretation.Bw);
        Assert.Equal((90, 90, 90), ImageCodec.Decode(gray.PngsaveBuffer()).At(0, 0));
        Assert.Equal((90, 90, 90), ImageCodec.Decode(gray.JpegsaveBuffer(q: 100)).At(0, 0));
        using Image clear = gray.Bandjoin(0);
        Assert.Equal((255, 255, 255), ImageCodec.Decode(clear.PngsaveBuffer()).At(0, 0));
        Assert.False(ImageCodec.ReadHeader(gray.PngsaveBuffer()).IsPlain);
    }

    [Fact]
    public void ScalesSixteenBitsToEight()
    {
        using Image colour = ToVips(Plain(8, 8, 10, 128, 255));
        using Image deep = (colour * 257).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16);
        Assert.Equal((10, 128, 255), ImageCodec.Decode(deep.PngsaveBuffer()).At(0, 0));
        using Image opaque = deep.Bandjoin(65535).Copy(interpretation: Enums.Interpretation.Rgb16);
        Assert.Equal((10, 128, 255), ImageCodec.Decode(opaque.PngsaveBuffer()).At(0, 0));
        using Image clear = deep.Bandjoin(0).Copy(interpretation: Enums.Interpretation.Rgb16);
        Assert.Equal((255, 255, 255), ImageCodec.Decode(clear.PngsaveBuffer()).At(0, 0));
    }

    [Fact]
    public void ConvertsAnEmbeddedProfile()
    {
        using Image colour = ToVips(Plain(16, 16, 120, 200, 60));
        using Image wide = colour.IccTransform("p3", inputProfile: "srgb");
        byte[] bytes = wide.PngsaveBuffer();
        Assert.False(ImageCodec.ReadHeader(bytes).IsPlain);
        (byte red, byte green, byte blue) = ImageCodec.Decode(bytes).At(5, 5);
        Assert.InRange(red, 117, 123);
        Assert.InRange(green, 197, 203);
        Assert.InRange(blue, 56, 64);
        Assert.NotEqual((120, 200), (wide[0].Avg(), wide[1].Avg()));
    }

    /// <summary>A file that says it is sRGB is what a network reads: writing it anew would only cost quality.</summary>
    [Fact]
    public void AnSrgbProfileNeedsNoConversion()
    {
        using Image colour = ToVips(Plain(16, 16, 120, 200, 60));
        using Image marked = colour.IccTransform("srgb", inputProfile: "srgb");
        byte[] bytes = marked.PngsaveBuffer();
        using Image reread = Image.PngloadBuffer(bytes);
        Assert.True(reread.Contains("icc-profile-data"));
        Assert.True(ImageCodec.ReadHeader(bytes).IsPlain);
        Assert.Equal((120, 200, 60), ImageCodec.Decode(bytes).At(5, 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(130)]
    [InlineData(150)]
    [InlineData(400)]
    public void AProfileOfAnyLengthIsReadSafely(int length)
    {
        byte[] profile = new byte[length];
        Array.Fill(profile, (byte)255);
        if (length > 140)
            "desc"u8.CopyTo(profile.AsSpan(132));
        Assert.False(ColourProfile.IsSrgb(profile));
    }

    [Fact]
    public void KeepsTransparencyRightBesideAProfileInSixteenBits()
    {
        using Image colour = ToVips(Plain(16, 16, 120, 200, 60));
        using Image wide = colour.IccTransform("p3", inputProfile: "srgb", depth: 16);
        using Image opaque = wide.Bandjoin(65535).Copy(interpretation: Enums.Interpretation.Rgb16);
        (byte red, byte green, byte blue) = ImageCodec.Decode(opaque.PngsaveBuffer()).At(5, 5);
        Assert.InRange(red, 117, 123);
        Assert.InRange(green, 197, 203);
        Assert.InRange(blue, 56, 64);
    }

    [Fact]
    public void ReadsPixelsWhoseProfileIsBroken()
    {
        using Image colour = ToVips(Plain(16, 16, 120, 200, 60));
        byte[] profile = Encoding.ASCII.GetBytes(new string('x', 300));
        using Image marked = colour.Mutate(open => open.Set(GValue.BlobType, "icc-profile-data", profile));
        (byte red, byte green, byte blue) = ImageCodec.Decode(marked.JpegsaveBuffer(q: 100)).At(5, 5);
        Assert.InRange(red, 118, 122);
        Assert.InRange(green, 198, 202);
        Assert.InRange(blue, 57, 63);
    }

    [Fact]
    public void ConvertsCmyk()
    {
        using Image colour = ToVips(Plain(32, 32, 200, 30, 40));
        using Image cmyk = colour.Colourspace(Enums.Interpretation.Cmyk);
        byte[] bytes = cmyk.JpegsaveBuffer(q: 100);
        Assert.False(ImageCodec.ReadHeader(bytes).IsPlain);
        (byte red, byte green, byte blue) = ImageCodec.Decode(bytes).At(5, 5);
        Assert.InRange(red, 170, 225);
        Assert.InRange(green, 0, 80);
        Assert.InRange(blue, 0, 80);
    }
}
