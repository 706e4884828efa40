using System.Text.Json;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Interpretation;

/// <summary>Whether probabilities say how often they are right, and one number that makes them.</summary>
public sealed class CalibrationTests
{
    private static readonly JsonElement Golden = GoldenStatistics.Of("calibration");

    [Fact]
    public void BinsAndErrorAreThePublishedOnes()
    {
        var found = Calibration.Of(GoldenStatistics.Scored());

        Assert.Equal(Golden.GetProperty("ece_15_equal_width_bins_right_closed").GetDouble(), found.Error, 1e-6);
        Assert.All(Golden.GetProperty("bins_count_confidence_accuracy").EnumerateArray().Zip(found.Bins), pair =>
        {
            Assert.Equal(pair.First[0].GetInt32(), pair.Second.Accuracy.Count);
            if (pair.Second.Accuracy.Count == 0)
                return;
            Assert.Equal(pair.First[1].GetDouble(), pair.Second.Confidence!.Value, 1e-6);
            Assert.Equal(pair.First[2].GetDouble(), pair.Second.Accuracy.Score, 1e-12);
        });
        Assert.InRange(found.Error, found.ErrorLow, found.ErrorHigh);
        Assert.Equal(found.Error, Calibration.Of(GoldenStatistics.Scored()).Error);
        Assert.Equal(found.ErrorLow, Calibration.Of(GoldenStatistics.Scored()).ErrorLow);
    }

    [Fact]
    public void OneNumberMakesTheLossLeast()
    {
        ScoredBatch scored = GoldenStatistics.Scored();

        double temperature = scored.FitTemperature();
        ScoredBatch cooled = scored.AtTemperature(temperature);

        Assert.Equal(Golden.GetProperty("temperature_minimising_nll").GetDouble(), temperature, 1e-4);
        Assert.Equal(Golden.GetProperty("nll_before").GetDouble(), scored.Losses.Average(), 1e-6);
        Assert.Equal(Golden.GetProperty("nll_after").GetDouble(), cooled.Losses.Average(), 1e-6);
        Assert.Equal(Golden.GetProperty("ece_after").GetDouble(), Calibration.Of(cooled).Error, 1e-5);
        Assert.Equal(Enumerable.Range(0, scored.Count).Select(scored.Predicted), Enumerable.Range(0, scored.Count).Select(cooled.Predicted));
    }

    [Fact]
    public void SureAndAlwaysRightStaysFiniteAndMissingAnswersStayMissing()
    {
        var sure = new ScoredBatch(2, [1, 0, 0, 1, float.NaN, float.NaN], [0, 1, 0], [0, 0, float.NaN]);

        Assert.InRange(sure.FitTemperature(), 0.04, 20.1);
        Assert.True(float.IsNaN(sure.AtTemperature(2).Probabilities[4]));
        Assert.Equal(0, Calibration.Of(sure).Error);
        Assert.Equal(1, new ScoredBatch(2, [], [], []).FitTemperature());
        Assert.Throws<ArgumentOutOfRangeException>(() => sure.AtTemperature(0));
    }

    [Fact]
    public void AnAnswerOnAnEdgeIsInTheBinBelow()
    {
        Calibration found = Calibration.Of(new ScoredBatch(2, [0.5f, 0.5f, 1, 0], [0, 0], [0, 0]), bins: 2);

        Assert.Equal([1, 1], found.Bins.Select(bin => bin.Accuracy.Count));
        Assert.Equal([(0.0, 0.5), (0.5, 1.0)], found.Bins.Select(bin => (bin.Low, bin.High)));
    }

    /// <summary>
    /// A thousand pictures whose answers are right as often as they claim: half at 0.95 and half at 0.7. For 0.95 the doubtful half must stay unanswered, and what is promised of new
    /// pictures holds on new ones.
    /// </summary>
    [Fact]
    public void TheThresholdReachesWhatIsWantedOnNewPictures()
    {
        AbstainThreshold found = AbstainThreshold.For(Honest(1), 0.93);
        ScoredBatch fresh = Honest(2);
        int[] answered = [.. Enumerable.Range(0, fresh.Count).Where(i => fresh.Probability(i, fresh.Predicted(i)) >= found.Threshold)];

        Assert.True(found.IsReachable);
        Assert.InRange(found.Threshold, 0.71, 0.96);
        Assert.InRange(found.Coverage.Score, 0.4, 0.6);
        Assert.InRange((double)answered.Length / fresh.Count, found.Coverage.Low - 0.05, found.Coverage.High + 0.05);
        Assert.InRange((double)answered.Count(fresh.IsRight) / answered.Length, found.Precision.Low - 0.02, found.Precision.High + 0.02);
    }

    [Fact]
    public void WhatNoThresholdReachesIsSaid()
    {
        var wrong = new ScoredBatch(2, [0.9f, 0.1f, 0.8f, 0.2f], [1, 1], [0, 0]);

        AbstainThreshold found = AbstainThreshold.For(wrong, 0.5);

        Assert.False(found.IsReachable);
        Assert.Equal(0, found.Coverage.Right);
        Assert.False(AbstainThreshold.For(new ScoredBatch(2, [], [], [])).IsReachable);
        Assert.Throws<ArgumentOutOfRangeException>(() => AbstainThreshold.For(wrong, 0));
    }

    private static ScoredBatch Honest(long seed)
    {
        RandomStream random = new RandomSource(seed).Stream("honest");
        float[] claims = [.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 0.95f : 0.7f)];
        int[] actual = [.. claims.Select(claim => random.NextChance(claim) ? 0 : 1)];
        return new ScoredBatch(2, [.. claims.SelectMany(claim => (float[])[claim, 1 - claim])], actual, new float[1000]);
    }
}
