using System.Text.Json;
using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Interpretation;

/// <summary>Curves over all thresholds.</summary>
public sealed class CurveTests
{
    [Fact]
    public void AreasAreScikitLearns()
    {
        JsonElement golden = GoldenStatistics.Of("classification");
        ScoredBatch scored = GoldenStatistics.Scored();
        double[] areas = GoldenStatistics.Numbers(golden.GetProperty("roc_auc_per_class"));
        double[] precisions = GoldenStatistics.Numbers(golden.GetProperty("average_precision_per_class"));

        for (int ofClass = 0; ofClass < 4; ofClass++)
        {
            double[] scores = [.. Enumerable.Range(0, scored.Count).Select(i => (double)scored.Probability(i, ofClass))];
            bool[] positive = [.. scored.Actual.Select(actual => actual == ofClass)];
            Assert.Equal(areas[ofClass], RocCurve.Of(scores, positive).Area, 1e-12);
            Assert.Equal(precisions[ofClass], PrecisionRecallCurve.Of(scores, positive).AveragePrecision, 1e-12);
        }
    }

    /// <summary>By hand: 0.9 yes, 0.5 yes and no, 0.1 no. Equal scores are taken together.</summary>
    [Fact]
    public void PointsAreThoseOfEachThreshold()
    {
        double[] scores = [0.1, 0.9, 0.5, 0.5];
        bool[] positive = [false, true, true, false];

        var roc = RocCurve.Of(scores, positive);
        var precision = PrecisionRecallCurve.Of(scores, positive);

        Assert.Equal(
            [new(0, 0, double.PositiveInfinity), new(0, 0.5, 0.9), new(0.5, 1, 0.5), new(1, 1, 0.1)],
            roc.Points);
        Assert.Equal(0.875, roc.Area, 1e-12);
        Assert.Equal([new(1, 0.5, 0.9), new(2.0 / 3, 1, 0.5), new(0.5, 1, 0.1)], precision.Points);
    }

    [Fact]
    public void WhatCannotBeDrawnIsUndefinedOrRefused()
    {
        Assert.Equal(double.NaN, RocCurve.Of([0.3, 0.6], [true, true]).Area);
        Assert.Equal(double.NaN, PrecisionRecallCurve.Of([0.3, 0.6], [false, false]).AveragePrecision);
        Assert.Throws<ArgumentException>(() => RocCurve.Of([0.3], [true, false]));
        Assert.Throws<ArgumentException>(() => PrecisionRecallCurve.Of([double.NaN], [true]));
    }

    /// <summary>Answers at 0.9 (right), 0.8 (wrong), 0.6 (right); one picture without an answer.</summary>
    [Fact]
    public void CoverageCountsWhatIsAnswered()
    {
        var scored = new ScoredBatch(2, [0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f, float.NaN, float.NaN], [0, 0, 0, 1], [0, 0, 0, 0]);

        CoverageCurve curve = CoverageCurve.Of(scored);

        Assert.Equal([0.25, 0.5, 0.75], curve.Points.Select(point => point.Coverage.Score));
        Assert.Equal([1, 0.5, 2.0 / 3], curve.Points.Select(point => point.Precision.Score));
        Assert.Equal(0.9, curve.Points[0].Threshold, 1e-6);
        Assert.Equal([curve.Points[2], curve.Points[1], curve.Points[0], null], ((double[])[0, 0.7, 0.85, 0.95]).Select(curve.At));
    }
}
