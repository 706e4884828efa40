using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class RandomSourceTests
{
    [Fact]
    public void EqualKeysGiveEqualStreams()
    {
        RandomStream first = new RandomSource(42).Stream("augment", 3, 17);
        RandomStream second = new RandomSource(42).Stream("augment", 3, 17);
        for (int i = 0; i < 100; i++)
            Assert.Equal(first.NextBits(), second.NextBits());
    }

    [Fact]
    public void EveryPartOfTheKeyMatters()
    {
        RandomSource source = new(42);
        ulong[] firsts =
        [
            source.Stream("augment", 3, 17).NextBits(), source.Stream("split", 3, 17).NextBits(),
            source.Stream("augment", 17, 3).NextBits(),
            source.Stream("augment", 3, 18).NextBits(), source.Stream("augment", 4, 17).NextBits(), source.Stream("").NextBits(),
            new RandomSource(43).Stream("augment", 3, 17).NextBits(), new RandomSource(-42).Stream("augment", 3, 17).NextBits(),
        ];
        Assert.Equal(firsts.Length, firsts.Distinct().Count());
    }

    [Fact]
    public void NeighbouringStreamsShareNothing()
    {
        var seen = new HashSet<ulong>();
        for (int epoch = 0; epoch < 20; epoch++)
        {
            for (int item = 0; item < 500; item++)
            {
                RandomStream stream = new RandomSource(1).Stream("augment", epoch, item);
                Assert.True(seen.Add(stream.NextBits()) && seen.Add(stream.NextBits()));
            }
        }
    }

    /// <summary>Other platforms and later versions must give the same numbers: runs are repeated years later.</summary>
    [Fact]
    public void TheNumbersNeverChange()
    {
        RandomStream stream = new RandomSource(1).Stream("split");
        ulong[] expected = [0x02f437791d9eada7, 0xf532623066812f94, 0x94e284d56224a53d];
        ulong[] actual = [stream.NextBits(), stream.NextBits(), stream.NextBits()];
        Assert.Equal(expected, actual);
    }
}
