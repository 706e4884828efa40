using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Training.Callbacks;

/// <summary>What callbacks write and go by where a number is missing, or the disk.</summary>
public sealed class LogsTests
{
    private static readonly EpochRecord Undefined = new(0, 0, 6, 0.5, 0.4, [new MetricValue("accuracy", 0.5), new MetricValue("roc_auc", double.NaN)], TimeSpan.Zero)
    {
        LowestRate = 1e-5,
        HighestRate = 1e-3,
    };

    [Fact]
    public void AnUndefinedMetricIsAnEmptyCell()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("history.csv");

        new CsvLog(path).OnEpochEnd(null!, Undefined);

        Assert.Equal(["fit,epoch,train_loss,valid_loss,accuracy,roc_auc,lowest_rate,highest_rate,time", "0,0,0.5,0.4,0.5,,1E-05,0.001,00:00:00"], File.ReadAllLines(path));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void WhatIsNoNumberIsNeitherBetterNorMeasured(double value)
    {
        EpochRecord epoch = Undefined with { ValidLoss = value, Metrics = [new MetricValue("accuracy", value)] };

        Assert.Null(Watch.ValidLoss.Read(epoch));
        Assert.Null(Watch.Metric<Accuracy>().Read(epoch));
        Assert.False(Watch.ValidLoss.IsBetter(value, null));
        Assert.False(Watch.Metric<Accuracy>().IsBetter(value, 0.1));
        Assert.Equal(0.4, Watch.ValidLoss.Read(Undefined));
    }

    [Fact]
    public void ALogThatCannotBeWrittenCostsTheLogAlone()
    {
        using var folder = new TemporaryFolder();
        string inTheWay = folder.Create("file");
        File.WriteAllText(inTheWay, "");
        var told = new List<string>();
        using Learner learner = SmallLearner.Make();
        learner.Messages = new Reports<string>(told.Add);
        learner.KeepCheckpoints(new Emblem.Training.Checkpoints.CheckpointFolder(folder.Create("checkpoints")));

        learner.FitOneCycle(2, 1e-3, [new CsvLog(Path.Combine(inTheWay, "history.csv")), new TensorBoardLog(Path.Combine(inTheWay, "board"))]);

        Assert.Equal(2, learner.History.Epochs.Count);
        Assert.Equal(4, told.Count(text => text.StartsWith("Warning: ", StringComparison.Ordinal) && text.EndsWith("Training goes on.", StringComparison.Ordinal)));
    }
}
