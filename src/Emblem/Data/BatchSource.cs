namespace Emblem.Data;

/// <summary>Where a loop gets its batches from, epoch by epoch.</summary>
/// <param name="BatchesPerEpoch">The same in every epoch.</param>
/// <param name="Epoch">The batches of an epoch, made as they are asked for; whoever takes one disposes it.</param>
internal sealed record BatchSource(int BatchesPerEpoch, Func<int, CancellationToken, IEnumerable<Batch>> Epoch);
