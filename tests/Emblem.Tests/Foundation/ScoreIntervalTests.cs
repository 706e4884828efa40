using System.Text.Json;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Foundation;

public sealed class ScoreIntervalTests
{
    [Fact]
    public void MatchesStatsmodels()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("statistics.json")));
        JsonElement[] cases = [.. golden.RootElement.GetProperty("wilson_95").EnumerateArray()];
        Assert.True(cases.Length >= 8);
        foreach (JsonElement entry in cases)
        {
            int right = entry.GetProperty("right").GetInt32();
            ScoreInterval interval = ScoreInterval.Wilson(right, entry.GetProperty("count").GetInt32());
            Assert.Equal(entry.GetProperty("low").GetDouble(), interval.Low, 1e-12);
            Assert.Equal(entry.GetProperty("high").GetDouble(), interval.High, 1e-12);
        }
    }

    [Fact]
    public void HoldsTheScoreForEveryCount()
    {
        for (int count = 1; count <= 60; count++)
        {
            for (int right = 0; right <= count; right++)
            {
                ScoreInterval interval = ScoreInterval.Wilson(right, count);
                Assert.Equal((double)right / count, interval.Score);
                Assert.InRange(interval.Score, interval.Low, interval.High);
                Assert.True(interval.Low >= 0 && interval.High <= 1);
                ScoreInterval mirrored = ScoreInterval.Wilson(count - right, count);
                Assert.Equal(1 - interval.High, mirrored.Low, 1e-12);
            }
        }
    }

    [Fact]
    public void NothingCountedSaysNothing() => Assert.Equal(new ScoreInterval(0, 0, 0, 1), ScoreInterval.Wilson(0, 0));

    [Fact]
    public void RefusesImpossibleCounts()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreInterval.Wilson(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreInterval.Wilson(4, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreInterval.Wilson(0, -1));
    }

    [Fact]
    public void GroupsOfOneGiveNearlyWilsonsInterval()
    {
        (int, int)[] groups = [.. Enumerable.Range(0, 200).Select(i => (i < 160 ? 1 : 0, 1))];

        ScoreInterval found = ScoreInterval.Bootstrap(groups, new RandomSource(1).Stream("bootstrap"));

        ScoreInterval wilson = ScoreInterval.Wilson(160, 200);
        Assert.Equal((160, 200, 0.8), (found.Right, found.Count, found.Score));
        Assert.InRange(found.Low - wilson.Low, -0.02, 0.02);
        Assert.InRange(found.High - wilson.High, -0.02, 0.02);
        Assert.Equal(found, ScoreInterval.Bootstrap(groups, new RandomSource(1).Stream("bootstrap")));
    }

    [Fact]
    public void CopiesAddNoCertainty()
    {
        (int Right, int Count)[] alone = [.. Enumerable.Range(0, 40).Select(i => (i < 30 ? 1 : 0, 1))];
        (int, int)[] tenfold = [.. alone.Select(group => (group.Right * 10, 10))];

        ScoreInterval one = ScoreInterval.Bootstrap(alone, new RandomSource(1).Stream("bootstrap"));
        ScoreInterval ten = ScoreInterval.Bootstrap(tenfold, new RandomSource(1).Stream("bootstrap"));

        Assert.Equal((one.Low, one.High), (ten.Low, ten.High));
        Assert.True(ten.High - ten.Low > 2 * (ScoreInterval.Wilson(300, 400).High - ScoreInterval.Wilson(300, 400).Low));
    }

    [Fact]
    public void WhereNothingIsWrongTheIntervalStillHasWidth()
    {
        ScoreInterval found = ScoreInterval.Bootstrap([(3, 3), (1, 1), (2, 2)], new RandomSource(1).Stream("bootstrap"));

        Assert.Equal((6, 6, 1), (found.Right, found.Count, found.High));
        Assert.Equal(ScoreInterval.Wilson(3, 3).Low, found.Low);
        Assert.Equal(ScoreInterval.Wilson(0, 2).High, ScoreInterval.Bootstrap([(0, 5), (0, 1)], new RandomSource(1).Stream("bootstrap")).High);
        Assert.Throws<ArgumentOutOfRangeException>(() => ScoreInterval.Bootstrap([(2, 1)], new RandomSource(1).Stream("bootstrap")));
    }
}
