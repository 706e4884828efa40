using System.Collections.Concurrent;
using Emblem.Augmentation;
using Emblem.Cluster;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Reporting;

/// <summary>Predictions of several ranks: the files of one process, byte for byte.</summary>
public sealed class PredictingByRanksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PredictingByRanksTests()
    {
        foreach (int i in Enumerable.Range(0, 23))
            File.WriteAllBytes(_folder.Create("set", i % 2 == 0 ? "red" : "blue", $"{i:00}.png"), ImageCodec.EncodePng(Pictures.Noise(9, 11, i)));
        File.WriteAllText(_folder.Create("set", "red", "torn.png"), "torn");
    }

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(9, false)]
    public void FilesAreThoseOfOneProcess(int count, bool isAugmented)
    {
        Alone("alone", isAugmented);

        PredictionTally[] tallies = ThreadRanks.Run(count, ranks => Predict(ranks, "together", isAugmented));

        RequireEqual("alone", "together");
        Assert.Equal((24, 1), (tallies[0].Count, tallies[0].Unread));
        Assert.All(tallies.Skip(1), tally => Assert.Equal(0, tally.Count));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    public void WhatSomeRanksBeganOthersGoOnWith(int before, int after)
    {
        Alone("alone", isAugmented: true);
        using var stop = new CancellationTokenSource();
        int told = 0;
        Exception?[] faults = ThreadRanks.Faults(before, ranks => Predict(before == 1 ? null : ranks, "together", isAugmented: true, Tell, stop.Token));
        Assert.All(faults, fault => Assert.IsAssignableFrom<OperationCanceledException>(fault));

        PredictionTally tally = ThreadRanks.Run(after, ranks => Predict(after == 1 ? null : ranks, "together", isAugmented: true))[0];

        Assert.InRange(tally.Resumed, 1, 23);
        RequireEqual("alone", "together");

        void Tell(GivenPicture picture, Prediction answer)
        {
            if (Interlocked.Increment(ref told) == 10)
                stop.Cancel();
        }
    }

    [Fact]
    public void EveryRankComputes()
    {
        var engines = new ConcurrentDictionary<int, FakeEngine>();

        ThreadRanks.Run(2, ranks =>
        {
            engines[ranks.Rank] = new FakeEngine();
            using var predictor = new Predictor(engines[ranks.Rank], new PredictorOptions { BatchSize = 2 });
            Predict(predictor, ranks, new PredictionFiles());
        });

        Assert.All(engines.Values, engine => Assert.InRange(engine.Batches.Count, 4, 8));
        Assert.Equal(12, engines.Values.Sum(engine => engine.Batches.Count));
    }

    [Fact]
    public void ARankThatFailsEndsAllAndLeavesNoFile()
    {
        Exception?[] faults = ThreadRanks.Faults(2, ranks =>
        {
            using var predictor = new Predictor(new FakeEngine { Fault = ranks.Rank == 1 ? new InvalidOperationException("out of order") : null });
            Predict(predictor, ranks, Files("out"));
        });

        Assert.Equal("out of order", faults[1]!.Message);
        Assert.Contains("out of order (met by rank 1 on", faults[0]!.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Files("out").Csv));
    }

    [Fact]
    public void AFaultOfWhoeverTakesTheAnswersEndsTheOthers()
    {
        Exception?[] faults = ThreadRanks.Faults(2, ranks => Predict(ranks, "out", isAugmented: false, (_, _) => throw new InvalidOperationException("no room")));

        Assert.Equal("no room", faults[0]!.Message);
        Assert.Contains("met by rank 0", Assert.IsType<EmblemException>(faults[1]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatCannotBeWrittenIsToldToAll()
    {
        Directory.CreateDirectory(Files("out").Csv!);

        Assert.All(ThreadRanks.Faults(2, ranks => Predict(ranks, "out", isAugmented: false)), fault => Assert.IsType<EmblemException>(fault));
    }

    [Fact]
    public void AnotherModelIsRefused()
    {
        Exception?[] faults = ThreadRanks.Faults(2, ranks =>
        {
            var engine = new FakeEngine();
            engine.Description = engine.Description with { Classes = ranks.IsFirst ? engine.Description.Classes : ["red", "green", "grey"] };
            using var predictor = new Predictor(engine);
            Predict(predictor, ranks, new PredictionFiles());
        });

        Assert.All(faults, fault => Assert.Contains("Rank 1", fault!.Message, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Contains("another model", fault!.Message, StringComparison.Ordinal));
    }

    private void Alone(string name, bool isAugmented) => Predict(null, name, isAugmented);

    private PredictionTally Predict(Ranks? ranks, string name, bool isAugmented, Action<GivenPicture, Prediction>? observer = null, CancellationToken? stop = null)
    {
        using var predictor = new Predictor(
            new FakeEngine(), isAugmented ? new PredictorOptions { BatchSize = 20, TestTime = TestTimeAugmentation.FastAi() } : new PredictorOptions { BatchSize = 2 });
        return Predict(predictor, ranks, Files(name), observer, stop);
    }

    private PredictionTally Predict(Predictor predictor, Ranks? ranks, PredictionFiles files, Action<GivenPicture, Prediction>? observer = null, CancellationToken? stop = null)
    {
        PictureStream pictures = ranks is { IsFirst: false } ? PictureStream.OfNames([]) : PictureStream.Find([Path.Combine(_folder.Path, "set")]);
        return predictor.PredictIntoAsync(pictures, files, observer, ranks: ranks, stop: stop ?? TestEnds).GetAwaiter().GetResult();
    }

    private PredictionFiles Files(string name) =>
        new() { Csv = _folder.Create(name, "a.csv"), JsonLines = _folder.Create(name, "a.jsonl"), Parquet = _folder.Create(name, "a.parquet") };

    private void RequireEqual(string first, string second) => Assert.All(
        Files(first).All.Zip(Files(second).All), pair => Assert.Equal(File.ReadAllBytes(pair.First), File.ReadAllBytes(pair.Second)));
}
