using Emblem.Export.Onnx;

namespace Emblem.Tests.Export.Onnx;

/// <summary>Singles as whole numbers of 8 bits.</summary>
public sealed class ByteScaleTests
{
    [Theory]
    [InlineData(0, 6)]
    [InlineData(-1.7, 4.1)]
    [InlineData(0.5, 3)]
    [InlineData(-2, -1)]
    public void NothingStandsExactlyAndNoEndIsPassed(double lowest, double highest)
    {
        var scale = ByteScale.Of(lowest, highest);

        Assert.Equal(0, scale.Rounded(0));
        Assert.InRange(scale.Rounded(1e9), highest - scale.Step, Math.Max(0, highest) + scale.Step);
        Assert.True(scale.Step * 255f <= (float)(Math.Max(0, highest) - Math.Min(0, lowest)));
    }

    [Fact]
    public void WhatNeverIsAnythingHasAScaleToo() => Assert.Equal(new ByteScale(1, 0), ByteScale.Of(0, 0));

    [Fact]
    public void FewNumbersFarOutsideAreCutOff()
    {
        var seen = new ValueHistogram();
        float[] usual = [.. Enumerable.Range(0, 50_000).Select(i => (float)Math.Sin(i))];
        for (int i = 0; i < 40; i++)
            seen.Add(usual);
        seen.Add([4f, float.NaN, float.PositiveInfinity]);
        ByteScale best = seen.BestScale();

        Assert.Equal(4, seen.Highest);
        Assert.InRange(best.Rounded(10), 0.95, 1.3);
        Assert.InRange(best.Rounded(-10), -1.1, -0.9);
    }

    [Fact]
    public void BinsThatBecameWiderHoldAllThatCame()
    {
        var seen = new ValueHistogram();
        for (int i = 1; i <= 64; i *= 2)
            seen.Add([.. Enumerable.Range(0, 1000).Select(k => i * (k / 999f))]);

        // As many large ones as small ones: the end stays near the largest.
        Assert.InRange(seen.BestScale().Rounded(1e9), 48, 64.5);
        Assert.Equal(0, seen.BestScale().Zero);
    }
}
