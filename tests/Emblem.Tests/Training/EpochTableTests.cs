using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Training;

public sealed class EpochTableTests
{
    /// <summary>The notebook's first two rows.</summary>
    [Fact]
    public void IsFastAisTable()
    {
        var history = new TrainingHistory([], [Epoch(0, 0, 0.81069, 0.485516, 0.8, 8), Epoch(0, 1, 0.555058, 0.241592, 0.925, 6)]);

        Assert.Equal(
            """
            epoch       train_loss  valid_loss  accuracy    time
            0           0.810690    0.485516    0.800000    00:08
            1           0.555058    0.241592    0.925000    00:06
            """.ReplaceLineEndings(),
            history.ToString());
        Assert.Equal(history.ToString(), history.Epochs.ToString());
        Assert.Equal("epoch 1: train_loss 0.555058, valid_loss 0.241592, accuracy 0.925000", history.Epochs[1].ToString());
    }

    [Fact]
    public void AFitOfItsOwnHasAHeadingOfItsOwn()
    {
        var table = new EpochTable();

        Assert.Equal(2, table.Add(Epoch(0, 0, 1, 1, 1, 1)).Count);
        Assert.Single(table.Add(Epoch(0, 1, 1, 1, 1, 1)));
        Assert.Equal(2, table.Add(Epoch(1, 0, 1, 1, 1, 1)).Count);
    }

    [Fact]
    public void WhatWasNotMeasuredIsSaidAsFastAiSaysIt()
    {
        string row = new EpochTable().Add(new EpochRecord(0, 0, 1, 0.5, null, [new("a_metric_with_a_long_name", double.NaN)], TimeSpan.FromMinutes(75)))[1];

        Assert.Equal("0           0.500000    #na#        #na#                       1:15:00", row);
    }

    [Fact]
    public void OfVeryManyEpochsTheLastAreShown()
    {
        string[] lines = new TrainingHistory([], [.. Enumerable.Range(0, 150).Select(i => Epoch(0, i, 1, 1, 1, 1))]).ToString().Split(Environment.NewLine);

        Assert.Equal((102, "50 epochs before these …"), (lines.Length, lines[0]));
        Assert.StartsWith("149 ", lines[^1], StringComparison.Ordinal);
        Assert.Equal("no epochs", TrainingHistory.Empty.ToString());
    }

    private static EpochRecord Epoch(int fit, int epoch, double train, double valid, double accuracy, int seconds) =>
        new(fit, epoch, 5 * (epoch + 1), train, valid, [new MetricValue("accuracy", accuracy)], TimeSpan.FromSeconds(seconds));
}
