using Emblem.Export;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>Answers as a stream: the same as of a list, and no more in memory than two batches.</summary>
public sealed class PredictorStreamingTests
{
    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswersAreThoseOfAList()
    {
        PictureInput[] pictures = [.. Enumerable.Range(0, 11).Select(i => i == 4 ? PictureInput.OfBytes([1, 2], "broken") : Plain(i))];
        (FakeEngine one, FakeEngine other) = (new FakeEngine(), new FakeEngine());
        using var list = new Predictor(one);
        using var stream = new Predictor(other);

        IReadOnlyList<Prediction> expected = list.Predict(pictures);
        Prediction[] answers = await stream.PredictManyAsync(pictures, TestEnds).ToArrayAsync(TestEnds);

        Assert.Equal(expected.Select(answer => $"{answer.File} {string.Join(' ', answer.Probabilities)} {answer.Reason}"), answers.Select(answer => $"{answer.File} {string.Join(' ', answer.Probabilities)} {answer.Reason}"));
        Assert.Equal(one.Batches, other.Batches);
    }

    [Fact]
    public async Task PicturesAreAskedForAsTheyAreNeeded()
    {
        int asked = 0;
        using var predictor = new Predictor(new FakeEngine(), new PredictorOptions { BatchSize = 2 });

        Prediction first = await predictor.PredictManyAsync(Endless(), TestEnds).FirstAsync(TestEnds);

        Assert.Equal("0", first.File);
        Assert.InRange(asked, 1, 6);

        IEnumerable<PictureInput> Endless()
        {
            while (true)
                yield return Plain(asked++);
        }
    }

    [Fact]
    public async Task TheEnginesFaultAndAStopReachWhoReads()
    {
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine, new PredictorOptions { BatchSize = 1 });
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Prediction answer in predictor.PredictManyAsync(Enumerable.Range(0, 1000).Select(Plain), stop.Token))
                await stop.CancelAsync();
        });
        engine.Fault = new InvalidDataException("the engine broke");

        await Assert.ThrowsAsync<InvalidDataException>(async () => await predictor.PredictManyAsync([Plain(1), Plain(2)], TestEnds).ToArrayAsync(TestEnds));
    }

    private static PictureInput Plain(int i) => PictureInput.OfPixels(Pictures.Plain(8, 8, (byte)(20 * i), 0, 9), $"{i}");
}
