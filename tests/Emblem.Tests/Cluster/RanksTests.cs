using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Cluster;

public sealed class RanksTests
{
    [Fact]
    public void EveryRankHasEverybodysPartByRank()
    {
        string[] seen = ThreadRanks.Run(3, ranks => string.Join(' ', ranks.Share(() => [.. Enumerable.Repeat((byte)ranks.Rank, ranks.Rank)]).Select(Convert.ToHexString)));

        Assert.All(seen, all => Assert.Equal(" 01 0202", all));
    }

    [Fact]
    public void SumsAndWhatTheFirstHasAreTheSameOnAll()
    {
        double[][] seen = ThreadRanks.Run(3, ranks =>
        {
            double[] numbers = [ranks.Rank, 1];
            ranks.Sum(numbers);
            return (double[])[.. numbers, .. ranks.Broadcast([(byte)(7 + ranks.Rank)])];
        });

        Assert.All(seen, numbers => Assert.Equal([3, 3, 7], numbers));
    }

    [Fact]
    public void AFaultOfOneIsEverybodys()
    {
        Exception?[] faults = ThreadRanks.Faults(3, ranks => ranks.Share(() => ranks.Rank == 1 ? throw new EmblemException("the disk is full") : []));

        Assert.Equal("the disk is full", faults[1]!.Message);
        Assert.All([faults[0], faults[2]], fault => Assert.Equal($"the disk is full (met by rank 1 on {Environment.MachineName})", Assert.IsType<EmblemException>(fault).Message));
    }

    [Fact]
    public void OneThatIsStoppedStopsAll() => Assert.All(
        ThreadRanks.Faults(2, ranks => ranks.Share(() => ranks.Rank == 0 ? throw new OperationCanceledException() : [])),
        fault => Assert.IsType<OperationCanceledException>(fault));

    [Fact]
    public void ATestIsToldOfARankThatLeaves()
    {
        Exception?[] faults = ThreadRanks.Faults(2, ranks =>
        {
            if (!ranks.IsFirst)
                ranks.Meet();
        });

        Assert.Null(faults[0]);
        Assert.Contains("Rank 0 has left", faults[1]!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATestIsToldOfRanksThatBeginDifferentThings()
    {
        Exception?[] faults = ThreadRanks.Faults(2, ranks => ranks.Sum(new double[ranks.Rank]));

        Assert.Contains(faults, fault => fault!.Message.Contains("for another", StringComparison.Ordinal));
    }

    [Fact]
    public void RanksOfOneMachineShareItsProcessors() => ThreadRanks.Run(2, ranks =>
    {
        Assert.Equal(2, ranks.OnThisHost);
        Assert.Equal(4, ranks.ShareOf(8));
        Assert.Equal(1, ranks.ShareOf(1));
    });
}
