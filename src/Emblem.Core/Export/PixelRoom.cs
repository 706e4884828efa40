namespace Emblem.Export;

/// <summary>
/// The memory of a predictor's batches, used again by the next of the same size: batch after batch would else leave megabytes for the collector, which has
/// no reason to hurry. Keeps one batch's while none is computed. For any threads.
/// </summary>
internal sealed class PixelRoom
{
    private float[]? _spare;

    /// <summary>Room for so many values; what is in it has to be overwritten.</summary>
    public float[] Take(int length) => Interlocked.Exchange(ref _spare, null) is { } kept && kept.Length == length ? kept : new float[length];

    /// <summary>Takes room back that nobody reads any more.</summary>
    public void Give(float[] room) => Volatile.Write(ref _spare, room);
}
