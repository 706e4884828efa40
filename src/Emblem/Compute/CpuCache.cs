namespace Emblem.Compute;

/// <summary>A cache of the processor, as CPUID tells it.</summary>
/// <param name="Level">1 for the nearest.</param>
/// <param name="Kind"><c>data</c>, <c>instructions</c> or <c>unified</c>.</param>
/// <param name="Bytes">Its size.</param>
public sealed record CpuCache(int Level, string Kind, long Bytes);
