using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class ToleranceBoundTests
{
    /// <summary>Wilks's table: so many values are needed for the largest, the second and the third largest to bound 95% of all with 95% confidence.</summary>
    [Theory]
    [InlineData(58, -1)]
    [InlineData(59, 0)]
    [InlineData(92, 0)]
    [InlineData(93, 1)]
    [InlineData(123, 1)]
    [InlineData(124, 2)]
    public void SoManyMayExceedIt(int count, int expected) => Assert.Equal(expected, ToleranceBound.MostExceeding(count));

    [Fact]
    public void VeryManyValuesLeaveNearlyTheShare() => Assert.InRange(ToleranceBound.MostExceeding(1_000_000) / 1e6, 0.045, 0.05);

    [Fact]
    public void ManyValuesAreCounted() => Assert.Equal(98, ToleranceBound.Upper([.. Enumerable.Range(0, 100).Select(i => (double)i)], 100));

    /// <summary>Copies of one picture say one thing: of a hundred values that are thirty pictures, the bound is that of thirty.</summary>
    [Fact]
    public void FewIndependentValuesHaveABoundAboveAll()
    {
        double[] values = [.. Enumerable.Range(0, 100).Select(i => i % 10 / 10.0)];

        Assert.True(ToleranceBound.Upper(values, 30) > values.Max());
        Assert.True(ToleranceBound.Upper(values, 10) > ToleranceBound.Upper(values, 30));
        Assert.Equal(values.Average() + (2.209 * 0.2887), ToleranceBound.Upper(values, 30), 0.01);
    }

    /// <summary>What it promises: of further values at most 5% exceed it, in 95 of 100 cases.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(30)]
    [InlineData(80)]
    [InlineData(300)]
    public void ItHoldsItsPromise(int count)
    {
        const double z95 = 1.6448536;
        RandomStream random = new RandomSource(count).Stream("values");

        int held = Enumerable.Range(0, 1000).Count(_ => ToleranceBound.Upper([.. Enumerable.Range(0, count).Select(_ => random.NextNormal())], count) >= z95);

        Assert.InRange(held, 930, 1000);
    }
}
