using System.Buffers.Binary;
using System.Numerics;
using Emblem.Imaging;

namespace Emblem.Tests.Imaging;

/// <summary>Profiles are told apart by their numbers.</summary>
public sealed class ColourProfileTests
{
    private static readonly Chromaticities AdobeRgb = Chromaticities.Srgb with { Green = new(0.21f, 0.71f) };

    [Fact]
    public void SrgbsOwnNumbersAreSrgb() => Assert.True(ColourProfile.IsSrgb(Written(Chromaticities.Srgb, ToneCurve.Srgb)));

    [Fact]
    public void OtherColoursAndCurvesAreNot()
    {
        Assert.False(ColourProfile.IsSrgb(Written(Chromaticities.DisplayP3, ToneCurve.Srgb)));
        Assert.False(ColourProfile.IsSrgb(Written(AdobeRgb, ToneCurve.Srgb)));
        Assert.False(ColourProfile.IsSrgb(Written(Chromaticities.Srgb, ToneCurve.Power(1))));
        Assert.False(ColourProfile.IsSrgb(Written(Chromaticities.Srgb, ToneCurve.Power(2.2))));
        Assert.False(ColourProfile.IsSrgb(ColourProfile.Write(Chromaticities.Srgb, ToneCurve.Srgb, gray: true)));
    }

    /// <summary>Of ICC's own sRGB profile: what its makers adapted to D50.</summary>
    [Fact]
    public void ColoursAreAdaptedAsProfilesHoldThem()
    {
        Matrix4x4 colours = Chromaticities.Srgb.Colours()!.Value;

        Assert.Equal(0.43607, colours.M11, 3);
        Assert.Equal(0.22249, colours.M12, 3);
        Assert.Equal(0.01392, colours.M13, 3);
        Assert.Equal(0.71687, colours.M22, 3);
        Assert.Equal(0.71410, colours.M33, 3);
        Assert.Null(new Chromaticities(default, default, default, default).Colours());
        Assert.Null((Chromaticities.Srgb with { Green = Chromaticities.Srgb.Red }).Colours());
    }

    [Fact]
    public void ATableIsTheCurveThatItHolds()
    {
        byte[] table = new byte[12 + (1024 * 2)];
        "curv"u8.CopyTo(table);
        BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(8), 1024);
        for (int i = 0; i < 1024; i++)
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(12 + (2 * i)), (ushort)Math.Round(65535 * ToneCurve.Srgb.Light(i / 1023.0)));

        Assert.True(ToneCurve.Read(table)!.IsSrgb());
        table[12 + 1024] += 40;
        Assert.False(ToneCurve.Read(table)!.IsSrgb());
    }

    [Fact]
    public void EachKindOfCurveIsRead()
    {
        Assert.Equal(0.5, ToneCurve.Read([.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 0])!.Light(0.5), 6);
        Assert.Equal(0.25, ToneCurve.Read([.. "curv"u8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0])!.Light(0.5), 6);
        Assert.Equal(0.25, ToneCurve.Read(Parametric(0, 2))!.Light(0.5), 4);
        Assert.Equal(0.25, ToneCurve.Read(Parametric(1, 2, 1, 0))!.Light(0.5), 4);
        Assert.Equal(0.5, ToneCurve.Read(Parametric(2, 2, 1, 0, 0.25))!.Light(0.5), 4);
        Assert.Equal(0.2, ToneCurve.Read(Parametric(3, 2, 1, 0, 0.4, 0.75))!.Light(0.5), 4);
        Assert.Equal(0.3, ToneCurve.Read(Parametric(4, 2, 1, 0, 0.4, 0.75, 0.2, 0.1))!.Light(0.5), 4);
        Assert.True(ToneCurve.Read(ToneCurve.Srgb.ToTag())!.IsSrgb());
    }

    [Fact]
    public void WhatIsNoCurveIsNone()
    {
        Assert.Null(ToneCurve.Read([]));
        Assert.Null(ToneCurve.Read(Parametric(9, 1)));
        Assert.Null(ToneCurve.Read(Parametric(4, 1)));
        Assert.Null(ToneCurve.Read([.. "curv"u8, 0, 0, 0, 0, 255, 255, 255, 255]));
    }

    /// <summary>A profile that is cut or scrambled anywhere is read safely.</summary>
    [Fact]
    public void NoByteOfAProfileIsTrusted()
    {
        byte[] whole = Written(Chromaticities.Srgb, ToneCurve.Srgb);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0xFF;
            _ = ColourProfile.IsSrgb(changed);
            Assert.False(ColourProfile.IsSrgb(whole.AsSpan(0, at)));
        }
    }

    private static byte[] Written(Chromaticities points, ToneCurve curve) => ColourProfile.Write(points, curve, gray: false)!;

    private static byte[] Parametric(byte kind, params double[] numbers) =>
    [
        .. "para"u8, 0, 0, 0, 0, 0, kind, 0, 0,
        .. numbers.SelectMany(number => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(ColourProfile.Fixed(number)))),
    ];
}
