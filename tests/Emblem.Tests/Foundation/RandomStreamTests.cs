using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class RandomStreamTests
{
    private readonly RandomStream _random = new RandomSource(9).Stream("test");

    /// <summary>An independent writing of xoshiro256** and SplitMix64, from the papers' reference code.</summary>
    [Fact]
    public void IsXoshiro()
    {
        var stream = new RandomStream(12345);
        ulong z = 12345;
        var s = new ulong[4];
        for (int i = 0; i < 4; i++)
        {
            z += 0x9e3779b97f4a7c15;
            ulong x = z;
            x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
            x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
            s[i] = x ^ (x >> 31);
        }

        for (int i = 0; i < 1000; i++)
        {
            ulong product = s[1] * 5;
            ulong expected = ((product << 7) | (product >> 57)) * 9;
            ulong t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = (s[3] << 45) | (s[3] >> 19);
            Assert.Equal(expected, stream.NextBits());
        }
    }

    [Fact]
    public void FractionsFillTheirRange()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => _random.NextDouble(-2, 3))];
        Assert.All(values, value => Assert.True(value is >= -2 and < 3));
        Assert.Equal(0.5, values.Average(), 0.03);
        Assert.Equal(25.0 / 12, values.Average(value => Math.Pow(value - 0.5, 2)), 0.03);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public void WholeNumbersStayBelow(int below)
    {
        for (int i = 0; i < 1000; i++)
            Assert.InRange(_random.NextInt(below), 0, below - 1);
    }

    [Fact]
    public void WholeNumbersAreEquallyLikely()
    {
        var counts = new int[7];
        for (int i = 0; i < 70_000; i++)
            counts[_random.NextInt(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9500, 10_500));
        Assert.Throws<ArgumentOutOfRangeException>(() => _random.NextInt(0));
    }

    [Fact]
    public void ChancesComeTrueAsOften()
    {
        Assert.Equal(0.2, Enumerable.Range(0, 50_000).Count(_ => _random.NextChance(0.2)) / 50_000.0, 0.01);
        Assert.DoesNotContain(true, Enumerable.Range(0, 1000).Select(_ => _random.NextChance(0)));
        Assert.DoesNotContain(false, Enumerable.Range(0, 1000).Select(_ => _random.NextChance(1)));
    }

    [Fact]
    public void NormalNumbersAreNormal()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => _random.NextNormal())];
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(value => value * value), 0.03);
        Assert.Equal(3, values.Average(value => Math.Pow(value, 4)), 0.2);
        Assert.All(values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void ShufflesKeepEveryItemAndReachEveryOrder()
    {
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            _random.Shuffle<char>(items);
            string order = new(items);
            seen[order] = seen.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, seen.Count);
        Assert.All(seen, pair => Assert.Equal("abcd", string.Concat(pair.Key.Order())));
        Assert.All(seen.Values, count => Assert.InRange(count, 840, 1160));
    }
}
