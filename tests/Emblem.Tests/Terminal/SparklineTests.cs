using Emblem.Cli.Terminal;

namespace Emblem.Tests.Terminal;

public sealed class SparklineTests
{
    [Fact]
    public void TheLargestIsHighestAndTheSmallestLowest() => Assert.Equal("█▅▁", Sparkline.Draw([3, 2, 1], 10));

    [Fact]
    public void ManyValuesBecomeMeansOfEqualParts() => Assert.Equal("█▁", Sparkline.Draw([9, 7, 8, 1, 3, 2], 2));

    [Fact]
    public void WhatIsNoNumberIsLeftOut() => Assert.Equal("▁█", Sparkline.Draw([1, double.NaN, 2, double.PositiveInfinity], 8));

    [Fact]
    public void EqualValuesLieLowAndNoneAreNothing()
    {
        Assert.Equal("▁▁", Sparkline.Draw([5, 5], 8));
        Assert.Equal("", Sparkline.Draw([double.NaN], 8));
    }
}
