using Emblem.Export;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>Which calls are computed together, and what becomes of those that gave up.</summary>
public sealed class ScoringQueueTests
{
    private const int Values = 3 * FakeEngine.Side * FakeEngine.Side;
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task CallsThatWaitShareBatchesAndGetTheirOwnAnswers()
    {
        var engine = new FakeEngine();
        using var queue = new ScoringQueue(engine, batchRows: 16, Long);
        engine.Hold();
        Task<float[]> first = Add(queue, 0);
        engine.Begun.Wait(TestContext.Current.CancellationToken);
        Task<float[]>[] others = [.. Enumerable.Range(1, 20).Select(i => Add(queue, i))];
        engine.Release();

        float[][] answers = await Task.WhenAll([first, .. others]);

        Assert.Equal([1, 16, 4], engine.Batches);
        Assert.All(answers.Index(), answer => Assert.Equal(ClassProbabilities.Softmax([answer.Index, 0, 0], 3), answer.Item));
    }

    [Fact]
    public async Task WhoMayNotShareIsComputedAloneAndInTurn()
    {
        var engine = new FakeEngine();
        using var queue = new ScoringQueue(engine, batchRows: 4, Long);
        engine.Hold();
        Task<float[]> first = Add(queue, 0);
        engine.Begun.Wait(TestContext.Current.CancellationToken);
        Task[] others = [Add(queue, 1, rows: 7, joins: false), Add(queue, 2), Add(queue, 3, rows: 2, joins: false), Add(queue, 4, rows: 3), Add(queue, 5)];
        engine.Release();

        await Task.WhenAll([first, .. others]);

        // The one alone, seven that share with nobody, then 1 + 3 around two that wait, since the last no longer fits, and so on.
        Assert.Equal([1, 7, 4, 2, 1], engine.Batches);
    }

    [Fact]
    public async Task WhoGaveUpIsNotComputed()
    {
        var engine = new FakeEngine();
        using var queue = new ScoringQueue(engine, batchRows: 16, Long);
        using var stop = new CancellationTokenSource();
        engine.Hold();
        Task<float[]> first = Add(queue, 0);
        engine.Begun.Wait(TestContext.Current.CancellationToken);
        Task<float[]> second = Add(queue, 1, stop: stop.Token), third = Add(queue, 2);
        await stop.CancelAsync();
        engine.Release();

        await Task.WhenAll(first, third);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal([1, 1], engine.Batches);
    }

    [Fact]
    public async Task AFaultReachesAllWhoShareItAndNobodyAfterThem()
    {
        var engine = new FakeEngine { Fault = new InvalidOperationException("planted") };
        using var queue = new ScoringQueue(engine, batchRows: 16, Long);
        engine.Hold();
        Task<float[]> first = Add(queue, 0);
        engine.Begun.Wait(TestContext.Current.CancellationToken);
        Task<float[]>[] others = [Add(queue, 1), Add(queue, 2)];
        engine.Release();

        foreach (Task<float[]> each in (Task<float[]>[])[first, .. others])
            Assert.Same(engine.Fault, await Assert.ThrowsAsync<InvalidOperationException>(() => each));
        engine.Fault = null;
        Assert.Equal(3, (await Add(queue, 3)).Length);
    }

    /// <summary>Its thread ends after a while without work, and another takes over.</summary>
    [Fact]
    public async Task AnIdleQueueHoldsNoThread()
    {
        var engine = new FakeEngine();
        using var queue = new ScoringQueue(engine, batchRows: 16, TimeSpan.FromMilliseconds(1));
        Assert.False(queue.HasThread);
        for (int i = 0; i < 3; i++)
        {
            await Add(queue, i);
            Assert.True(SpinWait.SpinUntil(() => !queue.HasThread, Long));
        }

        Assert.Equal([1, 1, 1], engine.Batches);
    }

    /// <summary>Pictures whose red is one number, and the rest of which is black.</summary>
    private static async Task<float[]> Add(ScoringQueue queue, float red, int rows = 1, bool joins = true, CancellationToken stop = default)
    {
        var pixels = new float[rows * Values];
        for (int row = 0; row < rows; row++)
            pixels.AsSpan(row * Values, Values / 3).Fill(red);
        return (await queue.ScoreAsync(new PreparedPictures(new string?[rows], pixels, rows), joins, stop)).Probabilities;
    }
}
