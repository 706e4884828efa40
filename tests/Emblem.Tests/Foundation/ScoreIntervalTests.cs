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
}
