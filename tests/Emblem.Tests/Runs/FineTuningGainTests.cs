using Emblem.Models;
using Emblem.Runs;
using Emblem.Training;

namespace Emblem.Tests.Runs;

public sealed class FineTuningGainTests
{
    /// <summary>Gains of 0.1, 0.3, 0.2 and −0.2: mean 0.1, deviation 0.2160, standard error 0.1080.</summary>
    [Fact]
    public void AGainWithinItsStandardErrorMayBeChance()
    {
        var gain = FineTuningGain.Of([0.5, 0.6, 0.4, 0.3], [0.4f, 0.3f, 0.2f, 0.5f]);

        Assert.Equal((0.35, 0.1, 0.1080), (gain.Loss, gain.Mean, gain.StandardError), Near);
        Assert.False(gain.IsReal);
    }

    [Fact]
    public void TheSameGainOnEveryPictureIsReal()
    {
        var gain = FineTuningGain.Of([0.5, 0.6, 0.4, 0.3], [0.4f, 0.49f, 0.31f, 0.2f]);

        Assert.True(gain.IsReal);
        Assert.True(FineTuningGain.Of([0.5], [0.4f]).IsReal);
    }

    [Fact]
    public void WhatIsNoNumberGainsNothing()
    {
        var head = new HeadFit(new LinearFit([0], [1], [[0], [0]], [0, 0]), 1, [], 0.5);

        Assert.True(new RecipeOutcome { Head = head, Gain = FineTuningGain.Of([0.5, 0.5], [0.1f, float.NaN]) }.KeepsHead);
        Assert.True(new RecipeOutcome { Head = head, Gain = FineTuningGain.Of([double.PositiveInfinity], [0.1f]) }.KeepsHead);
        Assert.True(new RecipeOutcome { Head = head }.KeepsHead);
        Assert.False(new RecipeOutcome { Head = head, Gain = new FineTuningGain(0.4, 0.1, 0.05) }.KeepsHead);
        Assert.False(new RecipeOutcome().KeepsHead);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    public void OnlyLossesOfTheSamePicturesAreCompared(int before, int after) =>
        Assert.Throws<ArgumentException>(() => FineTuningGain.Of(new double[before], new float[after]));

    private static bool Near((double, double, double) one, (double, double, double) other) =>
        Math.Abs(one.Item1 - other.Item1) + Math.Abs(one.Item2 - other.Item2) + Math.Abs(one.Item3 - other.Item3) < 1e-4;
}
