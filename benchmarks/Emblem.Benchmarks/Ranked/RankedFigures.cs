namespace Emblem.Benchmarks.Ranked;

/// <summary>What the first of some processes found.</summary>
/// <param name="Seconds">Median wall-clock time of a step.</param>
/// <param name="Bytes">That it gave to exchanges in a step.</param>
/// <param name="Waiting">The share of its time that it waited for them.</param>
/// <param name="Loss">The last step's: rows that compute the same show about the same.</param>
/// <param name="Carrier">The MPI library, or the threads of one process.</param>
internal sealed record RankedFigures(double Seconds, double Bytes, double Waiting, double Loss, string Carrier);
