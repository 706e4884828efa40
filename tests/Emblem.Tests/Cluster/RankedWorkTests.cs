using System.Collections.Concurrent;
using Emblem.Cluster;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Cluster;

/// <summary>Work on many items, a share by each rank.</summary>
public sealed class RankedWorkTests
{
    private static readonly RankFormat<string> Text = new((writer, text) => writer.Write(text), reader => reader.ReadString());

    private static ParallelOptions Two => new() { MaxDegreeOfParallelism = 2 };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 10)]
    public void AllRanksHaveAllResultsAndEachIsMadeOnce(int count, int items)
    {
        var made = new ConcurrentBag<int>();

        string[][] seen = ThreadRanks.Run(count, ranks => RankedWork.Each(ranks, items, Two, i => Make(i), Text));

        Assert.All(seen, results => Assert.Equal(Enumerable.Range(0, items).Select(i => $"{i}"), results));
        Assert.Equal(Enumerable.Range(0, items), made.Order());

        string Make(int i)
        {
            made.Add(i);
            return $"{i}";
        }
    }

    [Fact]
    public void WorkThatWaitsIsTheSameAndOthersResultsAreTold()
    {
        var told = new ConcurrentBag<(int, string)>();

        string[][] seen = ThreadRanks.Run(2, ranks => RankedWork.EachAsync(ranks, 5, Two, async i =>
        {
            await Task.Yield();
            return $"{i}";
        }, Text, (i, result) => told.Add((i, result))).GetAwaiter().GetResult());

        Assert.All(seen, results => Assert.Equal(["0", "1", "2", "3", "4"], results));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => (i, $"{i}")), told.Order());
    }

    [Fact]
    public void DoneIsToldOnceOfEachOnEveryRank() => ThreadRanks.Run(2, ranks =>
    {
        int done = 0;
        RankedWork.Each(ranks, 7, Two, i => $"{i}", Text, () => Interlocked.Increment(ref done));
        Assert.Equal(7, done);
    });

    [Fact]
    public void AFaultEndsTheWorkOfAllRanks()
    {
        int made = 0;

        Exception?[] faults = ThreadRanks.Faults(2, ranks => RankedWork.Each(ranks, 10_000, Two, i => Make(i, ranks), Text));

        Assert.Contains("the disk is full", faults[0]!.Message, StringComparison.Ordinal);
        Assert.Equal("the disk is full", Assert.IsType<AggregateException>(faults[1]).InnerException!.Message);
        Assert.InRange(made, 0, 9_000);

        string Make(int i, Ranks ranks)
        {
            Interlocked.Increment(ref made);
            Thread.Sleep(1);
            return ranks.Rank == 1 ? throw new EmblemException("the disk is full") : $"{i}";
        }
    }

    [Fact]
    public void AStopEndsAll()
    {
        using var stop = new CancellationTokenSource();

        Exception?[] faults = ThreadRanks.Faults(2, ranks => RankedWork.Each(ranks, 1000, new ParallelOptions { CancellationToken = stop.Token }, i =>
        {
            stop.Cancel();
            return $"{i}";
        }, Text));

        Assert.All(faults, fault => Assert.IsAssignableFrom<OperationCanceledException>(fault));
    }
}
