using System.Text.Json;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Schedules;

namespace Emblem.Tests.Training.Schedules;

public sealed class OneCycleTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("schedules.json"))).RootElement;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void EqualsFastAis(int which)
    {
        JsonElement golden = Golden.GetProperty("one_cycle")[which];
        int batches = golden.GetProperty("batches").GetInt32();
        FitPlan plan = Plan(batches, [golden.GetProperty("lr_max").GetDouble()]);

        AssertClose(golden.GetProperty("lr"), [.. Enumerable.Range(0, batches).Select(k => plan.RatesAt(k)[0])]);
        AssertClose(golden.GetProperty("beta1"), [.. Enumerable.Range(0, batches).Select(plan.MomentumAt)]);
    }

    [Fact]
    public void EqualsFastAisForThreeGroups()
    {
        JsonElement golden = Golden.GetProperty("one_cycle_as_run");
        LearningRateRange range = (1e-3, 1e-2);
        FitPlan plan = Plan(30, range.Spread(3));

        for (int k = 0; k < 30; k++)
            AssertClose(golden.GetProperty("lr")[k], plan.RatesAt(k));
        AssertClose(golden.GetProperty("beta1"), [.. Enumerable.Range(0, 30).Select(plan.MomentumAt)]);
    }

    [Fact]
    public void TheRateFindersRatesEqualFastAis()
    {
        JsonElement golden = Golden.GetProperty("lr_find").GetProperty("lr");
        Schedule schedule = Emblem.Training.Schedules.Schedules.Exponential(1e-7, 10);

        AssertClose(golden, [.. Enumerable.Range(0, 100).Select(k => schedule(k / 100.0))]);
    }

    [Fact]
    public void SlicesSpreadAsFastAis()
    {
        JsonElement golden = Golden.GetProperty("lr_range");

        AssertClose(golden[0].GetProperty("lr"), ((LearningRateRange)(7e-4, 1e-3)).Spread(3));
        AssertClose(golden[1].GetProperty("lr"), ((LearningRateRange)(1e-5, 1e-4)).Spread(3));
        AssertClose(golden[2].GetProperty("lr"), LearningRateRange.Default.Spread(3));
        Assert.Equal([0.01, 0.01, 0.01], ((LearningRateRange)0.01).Spread(3));
    }

    [Theory]
    [InlineData(1e-3, 7e-4, "got 0.001..0.0007. Give 0.0007..0.001")]
    [InlineData(0, 1e-3, "got 0..0.001")]
    [InlineData(-1e-3, -1e-4, "got -0.001..-0.0001")]
    [InlineData(double.NaN, 1e-3, "got NaN..0.001")]
    [InlineData(1e-3, double.PositiveInfinity, "got 0.001..Infinity")]
    public void WhatIsNoRangeOfRatesIsRefusedWhereItIsMade(double low, double high, string words)
    {
        Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(() => (LearningRateRange)(low, high)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => ((LearningRateRange)1e-3 with { Low = low, High = high }).Spread(3));
        Assert.ThrowsAny<ArgumentException>(() => default(LearningRateRange).Spread(3));
        Assert.Contains("got -3.", Assert.ThrowsAny<ArgumentException>(() => LearningRateRange.HeadOnly(-3)).Message, StringComparison.Ordinal);
        Assert.Contains("got -3.", Assert.ThrowsAny<ArgumentException>(() => (LearningRateRange)(-3)).Message, StringComparison.Ordinal);
    }

    private static FitPlan Plan(int batches, IReadOnlyList<double> rates)
    {
        var cycle = new OneCycle();
        return new FitPlan(batches, rates, cycle.RateFactor(batches), cycle.Momentum(batches));
    }

    private static void AssertClose(JsonElement expected, IReadOnlyList<double> actual) =>
        Assert.All(expected.EnumerateArray().Index(), item => Assert.Equal(item.Item.GetDouble(), actual[item.Index], 1e-12));
}
