using System.Text.Json;
using System.Text.RegularExpressions;
using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Runs;

/// <summary>Events as lines of JSON: all of them, there and back, in a file that is read while it is written.</summary>
public sealed class RunEventLinesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunProgress Half = new(0.5, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30.5));
    private static readonly ScoredBatch Scored = new(2, [0.9f, 0.1f, 0.2f, 0.8f], [0, 1], [0.1f, 0.2f]);
    private static readonly EpochRecord Epoch = new(0, 1, 20, 0.5, double.NaN, [new MetricValue("accuracy", 0.75), new MetricValue("roc_auc", double.NaN)], TimeSpan.FromSeconds(2.5)) { HighestRate = 1e-3 };

    private readonly TemporaryFolder _folder = new();
    private readonly PictureSet _pictures = new(3);

    public void Dispose()
    {
        _pictures.Dispose();
        _folder.Dispose();
    }

    /// <summary>An event that is added later is missed here.</summary>
    [Fact]
    public void EveryEventHasALineThatReadsBack()
    {
        RunEvent[] all = All();

        Assert.Equal(
            typeof(RunEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunEvent))).Select(type => type.Name).Order(StringComparer.Ordinal),
            all.Select(happened => happened.GetType().Name).Distinct().Order(StringComparer.Ordinal));
        foreach (RunEvent happened in all)
        {
            var line = RunEventLine.Of(happened, Noon);
            string json = line.ToJson();

            Assert.StartsWith($"{{\"event\":\"{JsonNamingPolicy.SnakeCaseLower.ConvertName(happened.GetType().Name)}\",\"time\":\"2026-11-30T12:00:00+00:00\",\"text\":\"", json, StringComparison.Ordinal);
            Assert.DoesNotContain(":NaN", json, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', json);

            // A null that is written and one that is left out say the same.
            Assert.Equal(WithoutNulls(json), WithoutNulls(RunEventLine.Parse(json)!.ToJson()));
        }
    }

    [Fact]
    public void WhatAPageNeedsIsInIt()
    {
        RunEventLine batch = Again(new BatchTrained("training everything", new BatchRecord(7, double.NaN, 0.25, 1e-3, 0.9), 8, 20, 16, Half));
        RunEventLine epoch = Again(new EpochTrained(Epoch));
        RunEventLine score = Again(new TestScored(new RunScore(ScoreInterval.Wilson(9, 10), IsOptimistic: false)));
        RunEventLine note = Again(new RunNote("odd", IsWarning: true));

        Assert.Equal((8, 20, 16, 7, 0.25), (batch.Done, batch.Total, batch.Pictures, batch.Batch!.Value.Iteration, batch.Batch.Value.SmoothedLoss));
        Assert.Equal((Half, true), (batch.Progress!.Value, double.IsNaN(batch.Batch.Value.Loss)));
        Assert.Equal((1, 20, 0.75, TimeSpan.FromSeconds(2.5)), (epoch.Epoch!.Epoch, epoch.Epoch.Iterations, epoch.Epoch.Metrics[0].Value, epoch.Epoch.Duration));
        Assert.True(epoch.Epoch.ValidLoss is null or double.NaN);
        Assert.Equal(("test", 9, ScoreInterval.Wilson(9, 10).Low), (score.On, score.Score!.Answers.Right, score.Score.Answers.Low));
        Assert.Equal(("odd", true), (note.Text, note.IsWarning));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"event\":\"epoch_tr")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"event\":\"x\",\"time\":\"yesterday\",\"text\":\"\"}")]
    public void WhatIsNoLineIsNone(string text) => Assert.Null(RunEventLine.Parse(text));

    [Fact]
    public void AFileIsReadWhileItIsWrittenAndTornLinesArePassedOver()
    {
        string path = _folder.Create("run", "events.jsonl");
        var reader = new RunEventReader(path);
        Assert.Empty(reader.ReadNew());
        using (var log = new RunEventLog(path))
        {
            log.Write(new RunNote("one"));
            Assert.Equal("one", Assert.Single(reader.ReadNew()).Text);
            Assert.Empty(reader.ReadNew());
        }

        File.AppendAllText(path, "{\"event\":\"run_no");
        Assert.Empty(reader.ReadNew());
        using (var log = new RunEventLog(path))
            log.Write(new RunNote("two"));

        Assert.Equal(["two"], reader.ReadNew().Select(line => line.Text));
        Assert.Equal(["one", "two"], new RunEventReader(path).ReadNew().Select(line => line.Text));
    }

    /// <summary>Four a second at first, and the first and the last of a stage always; later fewer.</summary>
    [Fact]
    public void BatchesAreThinned()
    {
        string path = _folder.Create("events.jsonl");
        var time = new HandTime();
        using var log = new RunEventLog(path, time);
        Train(100, TimeSpan.FromMilliseconds(10));
        RunEventLine[] quick = [.. new RunEventReader(path).ReadNew()];
        time.Advance(TimeSpan.FromHours(3));
        Train(100, TimeSpan.FromSeconds(1));

        Assert.Equal([1, 26, 51, 76, 100], quick.Where(line => line.Batch is not null).Select(line => line.Done!.Value));
        Assert.InRange(new RunEventReader(path).ReadNew().Count - quick.Length, 20, 24);

        void Train(int batches, TimeSpan each)
        {
            log.Write(new StageBegun("training", Half));
            for (int done = 1; done <= batches; done++)
            {
                log.Write(new BatchTrained("training", new BatchRecord(done - 1, 1, 1, 1, 1), done, batches, 8, Half));
                time.Advance(each);
            }
        }
    }

    [Fact]
    public void AFileThatCannotBeWrittenIsSaid()
    {
        string path = _folder.Create("file");
        File.WriteAllText(path, "");

        Assert.Contains("Give another file", Assert.Throws<EmblemException>(() => new RunEventLog(Path.Combine(path, "events.jsonl"))).Message, StringComparison.Ordinal);
    }

    private static string WithoutNulls(string json) => Regex.Replace(json, ",\"[a-z_]+\":null", "");

    private static RunEventLine Again(RunEvent happened) => RunEventLine.Parse(RunEventLine.Of(happened, Noon).ToJson())!;

    private RunEvent[] All() =>
    [
        new StageBegun("training", Half) { Rates = new StageRates((1e-4, 1e-3), RateSource.Recipe) },
        new StageAdvanced("training", new StepProgress("training", 1, null), new RunProgress(0, TimeSpan.Zero, null)),
        new BatchTrained("training", new BatchRecord(0, double.PositiveInfinity, double.NaN, 1e-3, 0.9), 1, 2, 8, Half),
        new EpochTrained(Epoch),
        new BetterModelFound(1, "accuracy", double.NaN),
        new StartMeasured(new Validation(0.5, [])),
        new WeightsChosen(Architectures.ResNet18, null),
        new PicturesDivided(_pictures.Split),
        new RatesFound(new LearningRateSearch([1e-5, 1e-4], [1, double.NaN], 1e-4, null, null, null)),
        new HeadFitted(new HeadFit(null!, 1, [], 0.5)),
        new HeadCompared(new RecipeOutcome { Head = new HeadFit(null!, 1, [], 0.5), Gain = new FineTuningGain(0.4, 0.1, 0.01) }),
        new PicturesRemembered(null),
        new ModelInterpreted(ClassificationInterpretation.Of(["a", "b"], ["1", "2"], Scored), new RunScore(ScoreInterval.Wilson(1, 2), IsOptimistic: true)),
        new AnswersCalibrated(AnswerCalibration.Of(Scored, default)),
        new TestScored(new RunScore(ScoreInterval.Wilson(0, 0), IsOptimistic: false)),
        new RanksPaced([1.5, 2]),
        new FoldBegun(1, 5),
        new CurveTrainingBegun(1, 3, 40),
        new FileWritten("/run/best.safetensors"),
        new PieceMissing("losses.png", "no room"),
        new RunNote("a\nb"),
    ];

    private sealed class HandTime : TimeProvider
    {
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time;

        public override long GetTimestamp() => _now.Ticks;

        public override DateTimeOffset GetUtcNow() => Noon + _now;
    }
}
