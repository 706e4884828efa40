namespace Emblem.Cluster;

/// <summary>The same work on each of many items, which every rank knows: each does a share of them, and all have all results, in the order of the items.</summary>
internal static class RankedWork
{
    /// <summary>Work that computes.</summary>
    /// <param name="ranks">Who works; null for this process alone.</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="parallel">How many are done at once in this process, and what stops it.</param>
    /// <param name="work">Does one.</param>
    /// <param name="format">How a result travels.</param>
    /// <param name="done">Told after each, this rank's or another's, from any thread.</param>
    /// <exception cref="Foundation.EmblemException">Another rank's work failed; its message.</exception>
    public static T[] Each<T>(Ranks? ranks, int count, ParallelOptions parallel, Func<int, T> work, RankFormat<T> format, Action? done = null)
    {
        var results = new T[count];
        if (ranks is null)
        {
            Parallel.For(0, count, parallel, i =>
            {
                results[i] = work(i);
                done?.Invoke();
            });
            return results;
        }

        // A thread of its own takes part in a parallel loop: so no work waits until the pool has one.
        return ExchangeAsync(ranks, results, parallel.CancellationToken, format, (_, _) => done?.Invoke(), (exchange, stop) => Task.Factory.StartNew(
            () => Parallel.For(0, exchange.OwnCount, Stopped(parallel, stop), own =>
            {
                int place = exchange.PlaceOf(own);
                exchange.Finish(place, work(place));
                done?.Invoke();
            }),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).GetAwaiter().GetResult();
    }

    /// <summary>Work that waits, for other processes or files; <c>took</c> is told of each result of another rank, one after the other.</summary>
    /// <inheritdoc cref="Each"/>
    public static async Task<T[]> EachAsync<T>(
        Ranks? ranks, int count, ParallelOptions parallel, Func<int, Task<T>> work, RankFormat<T> format, Action<int, T>? took = null)
    {
        var results = new T[count];
        if (ranks is not null)
        {
            return await ExchangeAsync(ranks, results, parallel.CancellationToken, format, took, (exchange, stop) => Parallel.ForAsync(
                0, exchange.OwnCount, Stopped(parallel, stop), async (own, _) => exchange.Finish(exchange.PlaceOf(own), await work(exchange.PlaceOf(own)).ConfigureAwait(false)))).ConfigureAwait(false);
        }

        await Parallel.ForAsync(0, count, parallel, async (i, _) => results[i] = await work(i).ConfigureAwait(false)).ConfigureAwait(false);
        return results;
    }

    private static ParallelOptions Stopped(ParallelOptions parallel, CancellationToken stop) =>
        new() { MaxDegreeOfParallelism = parallel.MaxDegreeOfParallelism, CancellationToken = stop };

    private static async Task<T[]> ExchangeAsync<T>(
        Ranks ranks, T[] results, CancellationToken stop, RankFormat<T> format, Action<int, T>? took, Func<RankExchange<T>, CancellationToken, Task> begin)
    {
        var exchange = new RankExchange<T>(ranks, format, results, took);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task own = begin(exchange, ended.Token);
        try
        {
            while (!exchange.IsDone)
            {
                await Task.WhenAny(own, Task.Delay(RankExchange<T>.Beat, CancellationToken.None)).ConfigureAwait(false);
                await Task.Factory.StartNew(() => exchange.Exchange(own), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            }

            exchange.End();
            return results;
        }
        finally
        {
            // Where another rank failed this one's work ends too, before what it uses is disposed.
            await ended.CancelAsync().ConfigureAwait(false);
            await own.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
