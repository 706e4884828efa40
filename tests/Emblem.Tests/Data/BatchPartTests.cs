using Emblem.Data;

namespace Emblem.Tests.Data;

public sealed class BatchPartTests
{
    [Theory]
    [InlineData(32, 4)]
    [InlineData(7, 3)]
    [InlineData(5, 5)]
    public void PartsAreTheWholeBatchInOrder(int rows, int ranks)
    {
        BatchPart[] parts = [.. Enumerable.Range(0, ranks).Select(rank => BatchPart.OfRank(rows, rank, ranks))];

        Assert.Equal(Enumerable.Range(0, rows), parts.SelectMany(part => Enumerable.Range(part.First, part.Count)));
        Assert.InRange(parts.Max(part => part.Count) - parts.Min(part => part.Count), 0, 1);
        Assert.All(parts, part => Assert.Equal(1, part.Share));
    }

    [Fact]
    public void FewerRowsThanRanksAreWithAllAndCountOnce()
    {
        BatchPart[] parts = [.. Enumerable.Range(0, 4).Select(rank => BatchPart.OfRank(3, rank, 4))];

        Assert.All(parts, part => Assert.Equal((0, 3, 3), (part.First, part.Count, part.Of)));
        Assert.Equal(1, parts.Sum(part => part.Share));
    }
}
