using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Runs;

/// <summary>What a run writes down of its curves and scores is read back as it was.</summary>
public sealed class RunCurvesTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly RunFolder _folder;

    public RunCurvesTests() => _folder = new RunFolder(_temporary.Path);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void BatchesAndEpochsComeBack()
    {
        File.WriteAllText(_folder.History, "fit,epoch,train_loss,valid_loss,accuracy,lowest_rate,highest_rate,time\n0,0,0.5,0.6,0.7,1E-05,0.001,00:00:02\n1,0,0.25,,,,,00:01:00\n");
        var history = new TrainingHistory(
            [.. Enumerable.Range(0, 5).Select(i => new BatchRecord(i, i == 3 ? double.NaN : 1.0 / 3 / (i + 1), 0.1 + i, 1e-3 * i, 0.95))],
            [new EpochRecord(0, 0, 3, 0.5, 0.6, [], TimeSpan.Zero), new EpochRecord(1, 0, 5, 0.25, null, [], TimeSpan.Zero)]);

        Assert.Equal(_folder.Batches, RunCurves.WriteBatches(_folder, history));
        TrainingHistory read = RunCurves.ReadHistory(_folder);

        Assert.Equal(history.Batches, read.Batches);
        Assert.Equal([3, 5], read.Epochs.Select(epoch => epoch.Iterations));
        Assert.Equal([(0, 0.5, 0.6, TimeSpan.FromSeconds(2)), (1, 0.25, (double?)null, TimeSpan.FromMinutes(1))], read.Epochs.Select(epoch => (epoch.Fit, epoch.TrainLoss, epoch.ValidLoss, epoch.Duration)));
        Assert.Equal(new MetricValue("accuracy", 0.7), Assert.Single(read.Epochs[0].Metrics));
        Assert.Equal((1e-5, 1e-3), (read.Epochs[0].LowestRate, read.Epochs[0].HighestRate));
        Assert.True(double.IsNaN(read.Epochs[1].Metrics[0].Value));
    }

    [Fact]
    public void ARunWithoutEpochsHasNoSuchFiles()
    {
        Assert.Null(RunCurves.WriteBatches(_folder, TrainingHistory.Empty));
        Assert.Null(RunCurves.WriteRates(_folder, null));
        Assert.Empty(RunCurves.ReadHistory(_folder).Epochs);
        Assert.Null(RunCurves.ReadRates(_folder));
        Assert.Null(RunScores.Read(_folder.Scores));
    }

    [Fact]
    public void ASearchForRatesComesBackExplosionAndAll()
    {
        var found = new LearningRateSearch([1e-7, 1e-3, 10], [0.7, 0.1 / 3, double.PositiveInfinity], 1e-3, null, 2e-3, 3e-3);

        RunCurves.WriteRates(_folder, found);
        LearningRateSearch read = RunCurves.ReadRates(_folder)!;

        Assert.Equal(found.Rates, read.Rates);
        Assert.Equal(found.SmoothedLosses, read.SmoothedLosses);
        Assert.Equal((found.MinimumGradient, found.MinimumLossOverTen, found.Valley, found.Steepest), (read.MinimumGradient, read.MinimumLossOverTen, read.Valley, read.Steepest));
    }

    [Fact]
    public void ScoresComeBack()
    {
        var scores = new RunScores(new RunScore(ScoreInterval.Wilson(8, 10), IsOptimistic: true), new RunScore(ScoreInterval.Wilson(3, 4), IsOptimistic: false))
        {
            Folds = new ScoredFolds([new FoldScore(1, 10, 5, 4, 5)], ScoreInterval.Wilson(4, 5)),
            HeadLoss = 0.5,
            FineTuning = new FineTuningGain(0.4, 0.1, 0.02),
        };

        scores.Write(_folder.Scores);
        RunScores read = RunScores.Read(_folder.Scores)!;

        Assert.Equal((scores.Validation, scores.Test, scores.HeadLoss, scores.FineTuning), (read.Validation, read.Test, read.HeadLoss, read.FineTuning));
        Assert.Equal(scores.Folds.Pooled, read.Folds!.Pooled);
        Assert.Equal(scores.Folds.Folds, read.Folds.Folds);
    }

    [Fact]
    public void PredictionsOfFoldersNamedAsClassesAreATest()
    {
        File.WriteAllText(_folder.TestResults, "picture_file,cat,dog,predictions,novelty,reason\ncat/1.jpg,0.9,0.1,cat,0.1,\ndog/2.jpg,0.75,0.25,cat,0.1,\ndog/3.jpg,,,,,not a picture\n");

        ReportedSet test = PredictedTest.Read(_folder.TestResults, ["cat", "dog"])!;

        Assert.Equal((1, 3, false), (test.Score.Answers.Right, test.Score.Answers.Count, test.Score.IsOptimistic));
        Assert.Equal((1, 1), (test.Confusion[1, 0], test.Confusion.Unanswered));
        Assert.Equal(-Math.Log(0.25), test.Scored.Losses[1], 6);
        Assert.Null(PredictedTest.Read(_folder.TestResults, ["cat", "bird"]));
        Assert.Null(PredictedTest.Read("none.csv", ["cat", "dog"]));
    }
}
