using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Studio.Train;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Studio.Train;

public sealed class RunStoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly RunStory _story = new();

    [Fact]
    public void StageProgressPaceAndCurveFollowTheLines()
    {
        Add(new StageBegun("training everything", Progress(0)), 0);
        for (int done = 1; done <= 3; done++)
            Add(new BatchTrained("training everything", new BatchRecord(done - 1, 1, 1.0 / done, 1e-3, 0.9), done, 10, 16, Progress(done / 10.0)), done * 2);

        Assert.Equal(("training everything", 8.0), (_story.Stage, _story.PicturesPerSecond));
        Assert.Equal([1, 2, 3], _story.Losses.Keys);
        Assert.Equal(TimeSpan.FromSeconds(95), _story.LeftAt(Noon.AddSeconds(11)));
        Assert.Equal(TimeSpan.Zero, _story.LeftAt(Noon.AddHours(1)));
    }

    /// <summary>What a run that is gone on with does again takes its old place.</summary>
    [Fact]
    public void RepeatedBatchesAndEpochsAreThereOnce()
    {
        _story.Add(new RunEventLine("pictures_divided", Noon, "…") { Pictures = 50, ValidationPictures = 10 });
        Add(new EpochTrained(Epoch(0, 0.8)), 1);
        Add(new BetterModelFound(0, "accuracy", 0.8), 1);
        Add(new EpochTrained(Epoch(1, 0.7)), 2);
        _story.Add(new RunEventLine(RunEventLine.Stopped, Noon, "Stopped."));
        Assert.NotNull(_story.Ending);
        _story.Add(new RunEventLine(RunEventLine.Begun, Noon, "Gone on with."));
        Add(new EpochTrained(Epoch(1, 0.7)), 3);

        Assert.Null(_story.Ending);
        Assert.Equal([true, false], _story.Epochs.Select(row => row.IsBetter));
        Assert.Equal([ScoreInterval.Wilson(8, 10), ScoreInterval.Wilson(7, 10)], _story.Epochs.Select(row => row.Accuracy!.Value));
    }

    /// <summary>Rounds that start from a fitted head are no candidates, but for the last.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [InlineData(null)]
    public void TheLastRoundIsBetterWhereTheFittedHeadIsNotKept(bool? keepsHead)
    {
        _story.Add(new RunEventLine("head_fitted", Noon, "Fitted the head."));
        Add(new EpochTrained(Epoch(0, 0.8)), 1);
        Add(new EpochTrained(Epoch(1, 0.9)), 2);
        _story.Add(RunEventLine.Parse((new RunEventLine("head_compared", Noon, "Compared.") { KeepsHead = keepsHead }).ToJson())!);

        Assert.Equal((true, keepsHead), (_story.HasHead, _story.KeepsHead));
        Assert.Equal([false, keepsHead == false], _story.Epochs.Select(row => row.IsBetter));
        Assert.Equal(["Fitted the head.", "Compared."], _story.Notes);
    }

    /// <summary>A cross-validation trains others after the model that is kept.</summary>
    [Fact]
    public void FoldsLeaveTheModelsOwnRoundsAlone()
    {
        _story.Add(new RunEventLine("head_fitted", Noon, "Fitted the head."));
        Add(new EpochTrained(Epoch(0, 0.9)), 1);
        _story.Add(new RunEventLine("head_compared", Noon, "Compared.") { KeepsHead = true });
        Add(new FoldBegun(1, 2), 2);
        Add(new BatchTrained("training everything", new BatchRecord(0, 1, 0.5, 1e-3, 0.9), 1, 10, 16, Progress(0.5)), 3);
        Add(new EpochTrained(Epoch(0, 0.1)), 4);
        _story.Add(new RunEventLine("head_compared", Noon, "Compared otherwise.") { KeepsHead = false });

        Assert.Equal([0.9], _story.Epochs.Select(row => row.Epoch.Metrics[0].Value));
        Assert.Empty(_story.Losses);
        Assert.Equal((true, "training everything"), (_story.KeepsHead, _story.Stage));
        Assert.False(_story.Epochs.Single().IsBetter);
    }

    private static EpochRecord Epoch(int number, double accuracy) => new(0, number, (number + 1) * 5, 0.4, 0.5, [new MetricValue("accuracy", accuracy)], TimeSpan.FromSeconds(1));

    private static RunProgress Progress(double share) => new(share, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(100));

    private void Add(RunEvent happened, int second) => _story.Add(RunEventLine.Of(happened, Noon.AddSeconds(second)));
}
