using Emblem.Augmentation;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>Batches, cancellation, disposal and faults, seen from outside, over an engine that needs no network.</summary>
public sealed class PredictorCallsTests
{
    private static readonly PixelImage Red = Pictures.Plain(8, 8, 255, 0, 0);
    private static CancellationToken TestEnds => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 16, new[] { 16, 16, 3 })]
    [InlineData(2, 16, new[] { 16, 16, 16, 16, 6 })]
    [InlineData(1, 30, new[] { 30, 5 })]
    public void ManyPicturesGoInFullBatches(int views, int size, int[] expected)
    {
        var engine = new FakeEngine();
        TestTimeAugmentation testTime = views == 2 ? TestTimeAugmentation.Flip : TestTimeAugmentation.None;
        using var predictor = new Predictor(engine, new PredictorOptions { TestTime = testTime, BatchSize = size });
        var told = new List<int>();

        IReadOnlyList<Prediction> answers = predictor.Predict([.. Enumerable.Repeat<PictureInput>(Red, 35)], new Reports<StepProgress>(step => told.Add(step.Done)));

        Assert.Equal(35, answers.Count);
        Assert.Equal(expected, engine.Batches);
        Assert.Equal(35, told[^1]);
        Assert.Equal(expected.Length, told.Count);
    }

    /// <summary>A file that is no picture takes no room in a batch, and moves no other picture into another one.</summary>
    [Fact]
    public void BrokenFilesLeaveTheirBatchSmaller()
    {
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine, new PredictorOptions { BatchSize = 3 });

        IReadOnlyList<Prediction> answers = predictor.Predict([Red, Array.Empty<byte>(), Red, new byte[9], new byte[9], new byte[9], Red]);

        Assert.Equal([2, 1], engine.Batches);
        Assert.Equal(["red", null, "red", null, null, null, "red"], answers.Select(answer => answer.Label));
    }

    [Fact]
    public async Task TheNextPicturesAreDecodedWhileTheEngineComputes()
    {
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine, new PredictorOptions { BatchSize = 1 });
        var read = new TaskCompletionSource();
        using var second = new Noticed(ImageCodec.EncodePng(Red), read);
        engine.Hold();
        Task<IReadOnlyList<Prediction>> call = Task.Run(() => predictor.Predict([Red, second]), TestEnds);

        await read.Task.WaitAsync(TimeSpan.FromMinutes(1), TestEnds);
        Assert.False(call.IsCompleted);
        engine.Release();

        Assert.All(await call, answer => Assert.Equal("red", answer.Label));
    }

    [Fact]
    public async Task WaitingCallsShareBatchesAndKeepTheirAnswers()
    {
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine);
        PixelImage[] pictures = [.. Enumerable.Range(0, 40).Select(i => Pictures.Plain(8, 8, (byte)(6 * i), 0, 0))];
        float[][] expected = [.. pictures.Select(picture => predictor.Predict(picture).Probabilities.ToArray())];
        engine.Batches.Clear();
        engine.Hold();
        Task<Prediction>[] calls = [.. pictures.Select(picture => predictor.PredictAsync(picture))];
        engine.Begun.Wait(TestEnds);
        engine.Release();

        Prediction[] answers = await Task.WhenAll(calls);

        Assert.Equal(expected, answers.Select(answer => answer.Probabilities));
        Assert.Equal(40, engine.Batches.Sum());
        Assert.All(engine.Batches, size => Assert.InRange(size, 1, 16));
        Assert.False(engine.WasMisused);
    }

    [Fact]
    public async Task ThreadsMayCallAtOnce()
    {
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine, new PredictorOptions { BatchSize = 4 });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(
            async () =>
            {
                PixelImage own = Pictures.Plain(8, 8, (byte)(30 * thread), 100, 0);
                float[] expected = ClassProbabilities.Softmax([30 * thread / 255f, 100 / 255f, 0], 3);
                for (int i = 0; i < 10; i++)
                {
                    IReadOnlyList<Prediction> answers = [.. predictor.Predict([own, own, own, own, own]), await predictor.PredictAsync(own)];
                    Assert.All(answers, answer => Assert.Equal(expected[0], answer.Probabilities[0], 1e-5));
                }
            },
            TestEnds)));

        Assert.False(engine.WasMisused);
    }

    [Fact]
    public void ACallStopsBetweenBatches()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 6; i++)
            File.WriteAllBytes(folder.Create($"{i}.png"), ImageCodec.EncodePng(Red));
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine, new PredictorOptions { BatchSize = 1 });
        using var stop = new CancellationTokenSource();
        var stopping = new Reports<StepProgress>(_ => stop.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() => predictor.PredictFolder(folder.Path, stopping, stop.Token));

        Assert.InRange(engine.Batches.Count, 1, 2);
        Assert.ThrowsAny<OperationCanceledException>(() => predictor.Predict(Red, stop.Token));
        Assert.Equal("red", predictor.Predict(Red).Label);
    }

    [Fact]
    public async Task WhoGivesUpDoesNotWaitForTheEngine()
    {
        var engine = new FakeEngine();
        using var predictor = new Predictor(engine);
        using var stop = new CancellationTokenSource();
        engine.Hold();
        Task<Prediction> first = predictor.PredictAsync(Red);
        engine.Begun.Wait(TestEnds);
        Task<Prediction> async = predictor.PredictAsync(Red, stop.Token);
        Task<Prediction> sync = Task.Run(() => predictor.Predict(Red, stop.Token), TestEnds);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => async);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sync);
        Assert.False(first.IsCompleted);
        engine.Release();

        Assert.Equal("red", (await first).Label);
        Assert.Equal([1], engine.Batches);
    }

    [Fact]
    public async Task DisposeWaitsForCallsUnderWay()
    {
        var engine = new FakeEngine();
        var predictor = new Predictor(engine);
        engine.Hold();
        var read = new TaskCompletionSource();
        using var second = new Noticed(ImageCodec.EncodePng(Red), read);
        Task<Prediction> async = predictor.PredictAsync(Red);
        Task<IReadOnlyList<Prediction>> many = Task.Run(() => predictor.Predict([Red, second]), TestEnds);
        engine.Begun.Wait(TestEnds);
        await read.Task.WaitAsync(TestEnds);
        Task disposing = Task.Run(predictor.Dispose, TestEnds);
        Assert.NotSame(disposing, await Task.WhenAny(disposing, Task.Delay(100, TestEnds)));
        Assert.Equal(0, engine.Disposed);
        engine.Release();

        await disposing;

        Assert.Equal("red", (await async).Label);
        Assert.Equal(2, (await many).Count);
        Assert.Equal(1, engine.Disposed);
        Assert.False(engine.WasMisused);
    }

    [Fact]
    public void LaterCallsAreToldWhatIsDisposed()
    {
        var engine = new FakeEngine();
        var predictor = new Predictor(engine);
        predictor.Dispose();
        predictor.Dispose();

        Assert.Equal(typeof(Predictor).FullName, Assert.Throws<ObjectDisposedException>(() => predictor.Predict(Red)).ObjectName);
        Assert.Equal(typeof(Predictor).FullName, Assert.Throws<ObjectDisposedException>(() => { _ = predictor.PredictAsync(Red); }).ObjectName);
        Assert.Equal(typeof(Predictor).FullName, Assert.Throws<ObjectDisposedException>(() => predictor.PredictFiles([("a", "a.png")])).ObjectName);
        Assert.Equal(1, engine.Disposed);
        Assert.Equal(3, predictor.Classes.Count);
    }

    [Fact]
    public async Task FaultsArriveAsThemselves()
    {
        var engine = new FakeEngine { Fault = new EmblemException("planted") };
        using var predictor = new Predictor(engine);
        var own = new InvalidOperationException("a reader's own");

        Assert.Same(engine.Fault, Assert.Throws<EmblemException>(() => predictor.Predict(Red)));
        Assert.Same(engine.Fault, Assert.Throws<EmblemException>(() => predictor.Predict([.. Enumerable.Repeat<PictureInput>(Red, 40)])));
        Assert.Same(engine.Fault, await Assert.ThrowsAsync<EmblemException>(() => predictor.PredictAsync(Red)));
        engine.Fault = null;
        Assert.Same(own, Assert.Throws<InvalidOperationException>(() => predictor.Predict([Red, new Broken(own), new Broken(new NotSupportedException())])));
        Assert.Same(own, await Assert.ThrowsAsync<InvalidOperationException>(() => predictor.PredictAsync(new Broken(own))));
        Assert.Equal("red", predictor.Predict(Red).Label);
    }

    [Fact]
    public void AnEngineThatGivesTooFewLogitsIsCaught()
    {
        using var predictor = new Predictor(new FakeEngine { Missing = 1 });

        Assert.Contains("5 logits for 2 pictures and 3 classes", Assert.Throws<InvalidOperationException>(() => predictor.Predict([Red, Red])).Message, StringComparison.Ordinal);
    }

    /// <summary>A stream that tells when it is read.</summary>
    private sealed class Noticed(byte[] bytes, TaskCompletionSource read) : MemoryStream(bytes)
    {
        public override void CopyTo(Stream destination, int bufferSize)
        {
            read.TrySetResult();
            base.CopyTo(destination, bufferSize);
        }
    }
}
