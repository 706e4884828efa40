using System.Text.Json;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Tests.Support;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Interpretation;

/// <summary>Interpretation of answers that are there already, whatever set they are of.</summary>
public sealed class ClassificationInterpretationTests
{
    private static readonly string[] Four = ["a", "b", "c", "d"];

    [Fact]
    public void AllThatFollowsFromAnswersIsScikitLearns()
    {
        ScoredBatch scored = GoldenStatistics.Scored();
        JsonElement golden = GoldenStatistics.Of("classification");
        double[] areas = GoldenStatistics.Numbers(golden.GetProperty("roc_auc_per_class"));
        double[] precisions = GoldenStatistics.Numbers(golden.GetProperty("average_precision_per_class"));

        var found = ClassificationInterpretation.Of(Four, [.. Enumerable.Range(0, scored.Count).Select(i => $"{i}.jpg")], scored, topLosses: 5);

        Assert.All(Four.Index(), known =>
        {
            Assert.Equal(areas[known.Index], found.Roc(known.Item).Area, 1e-12);
            Assert.Equal(precisions[known.Index], found.PrecisionRecall(known.Item).AveragePrecision, 1e-12);
        });
        Assert.Equal(GoldenStatistics.Of("calibration").GetProperty("ece_15_equal_width_bins_right_closed").GetDouble(), found.Calibration.Error, 1e-6);
        Assert.Equal(golden.GetProperty("accuracy").GetDouble(), found.Accuracy.Score, 1e-12);
        Assert.Equal(scored.Count, found.Coverage.Points[^1].Coverage.Right);
        Assert.Equal(0.9, found.Abstain(0.9).Wanted);
        Assert.All(Four.Index(), row => Assert.Equal(1, Four.Index().Sum(column => found.Confusion.Rate(row.Index, column.Index)), 1e-12));
        Assert.Equal(scored.Losses.Max(), found.TopLosses[0].Loss, 1e-12);
        Assert.All(found.TopLosses, loss => Assert.True(loss is { View: null, Heatmap: null } && loss.Path.EndsWith(".jpg", StringComparison.Ordinal)));
        Assert.Empty(found.Results);
    }

    /// <summary>The third picture has no answer: it ranks last, and its class is found but for it.</summary>
    [Fact]
    public void APictureWithoutAnAnswerIsFoundLast()
    {
        var scored = new ScoredBatch(2, [0.8f, 0.2f, 0.3f, 0.7f, float.NaN, float.NaN], [0, 1, 0], [0.2f, 0.4f, float.NaN]);

        var found = ClassificationInterpretation.Of(["a", "b"], ["1", "2", "3"], scored);

        Assert.Equal(0.5, found.Roc("a").Area);
        Assert.Equal(TopLoss.NoAnswer, found.TopLosses[0].Predicted);
        Assert.Equal(2, found.Coverage.Points[^1].Coverage.Right);
        Assert.Equal(0.5, found.Confusion.Rate(0, 0));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        var scored = new ScoredBatch(2, [0.8f, 0.2f], [0], [0.2f]);

        Assert.Throws<ArgumentException>(() => ClassificationInterpretation.Of(["a", "b"], ["1", "2"], scored));
        Assert.Throws<ArgumentException>(() => ClassificationInterpretation.Of(["a"], ["1"], scored));
        Assert.Contains("'c'", Assert.Throws<EmblemException>(() => ClassificationInterpretation.Of(["a", "b"], ["1"], scored).Roc("c")).Message, StringComparison.Ordinal);
        Assert.Equal(double.NaN, ClassificationInterpretation.Of(["a", "b"], ["1"], scored).Confusion.Rate(1, 0));
    }
}
