using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Reporting;

/// <summary>Predictions that are interrupted, gone on with, and written in each kind of file.</summary>
public sealed class PredictingIntoFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeEngine _engine = new();
    private readonly Predictor _predictor;

    public PredictingIntoFilesTests()
    {
        _predictor = new Predictor(_engine, new PredictorOptions { BatchSize = 1 });
        foreach (int i in Enumerable.Range(0, 12))
            File.WriteAllBytes(_folder.Create("set", i % 2 == 0 ? "red" : "blue", $"{i:00}.png"), ImageCodec.EncodePng(Pictures.Plain(8, 8, (byte)(i % 2 == 0 ? 255 : 0), 0, (byte)(10 * i))));
        File.WriteAllText(_folder.Create("set", "red", "torn.png"), "torn");
    }

    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    private PredictionFiles Files => new() { Csv = _folder.Create("out", "a.csv"), JsonLines = _folder.Create("out", "a.jsonl"), Parquet = _folder.Create("out", "a.parquet") };

    private string Journal => $"{Files.Csv}.answers.partial";

    public void Dispose()
    {
        _predictor.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task CountsAndScores()
    {
        PredictionTally tally = await PredictAsync(new PredictionFiles());

        Assert.Equal((13, 0, 1, 0), (tally.Count, tally.Resumed, tally.Unread, tally.Neither));
        Assert.Equal(ScoreInterval.Wilson(12, 13), tally.Score);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Files.Csv)) && Directory.EnumerateFiles(Path.GetDirectoryName(Files.Csv)!).Any());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(6, 0)]
    [InlineData(6, 3)]
    [InlineData(9, 40)]
    public async Task AnInterruptedPredictionIsGoneOnWithAndGivesEqualFiles(int after, int torn)
    {
        await InterruptAsync(after);
        Assert.False(File.Exists(Files.Csv));
        using (FileStream journal = File.OpenWrite(Journal))
            journal.SetLength(journal.Length - torn);
        int before = _engine.Batches.Count;

        PredictionTally tally = await PredictAsync(Files);

        Assert.InRange(tally.Resumed, after - 1 - (torn > 0 ? 1 : 0), 13);
        Assert.True(_engine.Batches.Count - before <= 13 - tally.Resumed);
        Assert.False(File.Exists(Journal));
        string[] names = [Files.Csv!, Files.JsonLines!, Files.Parquet!];
        byte[][] files = [.. names.Select(File.ReadAllBytes)];
        Assert.Equal(0, (await PredictAsync(Files)).Resumed);
        Assert.All(names.Zip(files), pair => Assert.Equal(pair.Second, File.ReadAllBytes(pair.First)));
    }

    [Fact]
    public async Task FromAChangedOrNewPictureOnAllIsPredictedAnew()
    {
        await InterruptAsync(8);
        string changed = Path.Combine(_folder.Path, "set", "blue", "05.png");
        File.WriteAllBytes(changed, ImageCodec.EncodePng(Pictures.Plain(8, 8, 0, 255, 0)));
        File.SetLastWriteTimeUtc(changed, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        PredictionTally tally = await PredictAsync(Files);

        Assert.Equal(2, tally.Resumed);
        Assert.Equal("green", Row("blue/05.png")[4]);

        await InterruptAsync(8);
        File.Copy(changed, Path.Combine(_folder.Path, "set", "blue", "02.png"));
        Assert.Equal(1, (await PredictAsync(Files)).Resumed);
        Assert.Equal("green", Row("blue/02.png")[4]);
        Assert.Equal(15, File.ReadAllLines(Files.Csv!).Length);
    }

    [Fact]
    public async Task AnswersOfAnotherModelOrPrecisionAreNotGoneOnWith()
    {
        await InterruptAsync(8);
        Assert.Equal(0, (await _predictor.PredictIntoAsync(Pictured(), Files, computedBy: "bf16", stop: TestEnds)).Resumed);
    }

    [Fact]
    public async Task OneProcessAtATimePredictsIntoAFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Journal)!);
        using FileStream other = new(Journal, FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        Assert.Contains("another process", (await Assert.ThrowsAsync<EmblemException>(() => PredictAsync(Files))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneFileForTwoKindsIsRefused() => await Assert.ThrowsAsync<EmblemException>(() => PredictAsync(new PredictionFiles { Csv = _folder.Create("x"), JsonLines = _folder.Create("x") }));

    private static PictureStream Pictured(string folder) => PictureStream.Find([folder]);

    private PictureStream Pictured() => Pictured(Path.Combine(_folder.Path, "set"));

    private Task<PredictionTally> PredictAsync(PredictionFiles files) => _predictor.PredictIntoAsync(Pictured(), files, stop: TestEnds);

    private string[] Row(string name) => File.ReadLines(Files.Csv!).Single(line => line.StartsWith($"{name},", StringComparison.Ordinal)).Split(',');

    private async Task InterruptAsync(int after)
    {
        using var stop = new CancellationTokenSource();
        int told = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _predictor.PredictIntoAsync(Pictured(), Files, Tell, stop: stop.Token));

        void Tell(GivenPicture picture, Prediction answer)
        {
            if (++told == after)
                stop.Cancel();
        }
    }
}
