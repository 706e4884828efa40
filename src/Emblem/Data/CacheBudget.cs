namespace Emblem.Data;

/// <summary>How much memory decoded pictures may take.</summary>
/// <param name="Bytes">Null for a quarter of what would be free without them.</param>
internal readonly record struct CacheBudget(long? Bytes)
{
    private const int Share = 4;

    /// <summary>
    /// Whether so many bytes are within it. Without a number, memory is looked at each time, in the limits of a container too: what others have
    /// taken meanwhile, the network above all, is no longer free.
    /// </summary>
    public bool Allows(long used) => used <= (Bytes ?? (FreeBytes + used) / Share);

    private static long FreeBytes
    {
        get
        {
            // Before the first collection the load is 0: then all memory counts as free.
            GCMemoryInfo memory = GC.GetGCMemoryInfo();
            return Math.Max(0, memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes);
        }
    }
}
