using Emblem.Duplicates;

namespace Emblem.Tests.Duplicates;

public sealed class SharedContentTests
{
    private static readonly BlockSet Shadow = default(BlockSet).With(3).With(200);
    private static readonly BlockSet Thing = default(BlockSet).With(70);

    [Fact]
    public void WhatTwoOtherPicturesShowTooIsShared()
    {
        BlockSet[] shared = SharedContent.Find(3, [Pair(0, 1, 0, Shadow), Pair(0, 2, 0, Shadow | Thing), Pair(1, 2, 0, Shadow)]);

        Assert.Equal([Shadow, Shadow, Shadow], shared);
    }

    [Fact]
    public void DuplicatesAreOnePicture()
    {
        BlockSet[] shared = SharedContent.Find(4, [Pair(0, 1, 0.9, Shadow | Thing), Pair(1, 2, 0.9, Thing), Pair(0, 3, 0, Shadow), Pair(1, 3, 0, Shadow)]);

        Assert.All(shared, blocks => Assert.True(blocks.IsEmpty));
    }

    private static ComparedPair Pair(int first, int second, double score, BlockSet blocks) =>
        new(first, second, new PairComparison(score, Placement.Same, blocks, blocks));
}
