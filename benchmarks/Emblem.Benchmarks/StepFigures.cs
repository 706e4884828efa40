namespace Emblem.Benchmarks;

/// <summary>What a row's own process found.</summary>
/// <param name="Seconds">Median wall-clock time of a step.</param>
/// <param name="CpuSeconds">Median processor time of a step, of all threads.</param>
/// <param name="MegaBytes">Peak resident memory, less what was resident before the model.</param>
/// <param name="PageFaults">Median number of pages that the system handed out in a step.</param>
/// <param name="Loss">The last step's loss: rows that compute the same show about the same.</param>
internal sealed record StepFigures(double Seconds, double CpuSeconds, double MegaBytes, double PageFaults, double Loss);
