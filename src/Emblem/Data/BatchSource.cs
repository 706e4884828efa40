namespace Emblem.Data;

/// <summary>Where a loop gets its batches from, epoch by epoch.</summary>
/// <param name="BatchesPerEpoch">The same in every epoch.</param>
/// <param name="Epoch">The batches of an epoch, made as they are asked for; whoever takes one disposes it.</param>
internal sealed record BatchSource(int BatchesPerEpoch, Func<int, CancellationToken, IEnumerable<Batch>> Epoch)
{
    /// <summary>Makes what is left of an epoch after some of its batches, without making those; null where that saves nothing.</summary>
    public Func<int, int, CancellationToken, IEnumerable<Batch>>? Rest { get; init; }

    /// <summary>Makes those batches of an epoch alone that are one rank's, of so many ranks; null where that saves nothing.</summary>
    public Func<int, int, int, CancellationToken, IEnumerable<Batch>>? Turns { get; init; }

    /// <summary>Each rank's own of an epoch's whole batches: the first to the first rank, the second to the second, and so on in turns.</summary>
    public IEnumerable<Batch> EpochOf(int rank, int ranks, int epoch, CancellationToken stop) => Turns is { } turns
        ? turns(rank, ranks, epoch, stop)
        : Epoch(epoch, stop).Where((batch, index) => index % ranks == rank || Free(batch));

    /// <summary>The batches of an epoch that come after the first <paramref name="done"/>.</summary>
    public IEnumerable<Batch> EpochFrom(int done, int epoch, CancellationToken stop) => done == 0
        ? Epoch(epoch, stop)
        : Rest is { } rest ? rest(done, epoch, stop) : Epoch(epoch, stop).Where((batch, index) => index >= done || Free(batch));

    private static bool Free(Batch passedOver)
    {
        passedOver.Dispose();
        return false;
    }
}
