using Emblem.Cli.Runs;
using Emblem.Runs;

namespace Emblem.Tests.Runs;

public sealed class TrainingPaceTests
{
    [Fact]
    public void TheSpeedIsTheStagesAndTheTimeLeftTheRuns()
    {
        var clock = new Clock();
        var pace = new TrainingPace(batchSize: 8, clock);
        clock.Seconds = 2;
        pace.Add(0.75);
        clock.Seconds = 4;
        pace.Add(0.5);

        string status = pace.Status(new RunProgress(0.5, TimeSpan.FromSeconds(188), TimeSpan.FromSeconds(188)));

        Assert.Equal(4, pace.PicturesPerSecond, 6);
        Assert.StartsWith("4 pictures/s, 3:08 left, ", status, StringComparison.Ordinal);
        Assert.EndsWith(" MB, loss 0.500 █▁", status, StringComparison.Ordinal);
        Assert.StartsWith("16 pictures at 4 pictures/s, peak memory ", pace.Summary(), StringComparison.Ordinal);
    }

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
