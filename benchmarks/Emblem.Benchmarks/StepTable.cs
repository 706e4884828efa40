using System.Globalization;
using Emblem.Compute;

namespace Emblem.Benchmarks;

/// <summary>Rows of training steps against the first of them.</summary>
internal static class StepTable
{
    public static async Task WriteAsync(TrainingSteps steps, IReadOnlyList<StepSetup> rows, TextWriter output)
    {
        int threads = ComputeOptions.OwnProcess.Resolve().Threads;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {CpuFeatures.Here}, {threads} threads: {steps.Architecture}, {steps.Size} px, batch {steps.BatchSize}, medians of {steps.Steps} steps\n"));
        await output.WriteLineAsync("| step | pictures/s | times the baseline's | CPU s a step | page faults a step | memory, MB | of the baseline's | loss |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|---|");
        StepFigures? baseline = null;
        foreach (StepSetup row in rows)
        {
            StepFigures found = await steps.MeasureAsync(row);
            baseline ??= found;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {steps.BatchSize / found.Seconds:F2} | {baseline.Seconds / found.Seconds:F2} | {found.CpuSeconds:F2} | {found.PageFaults:F0} | {found.MegaBytes:F0} | {found.MegaBytes / baseline.MegaBytes:F2} | {found.Loss:F4} |"));
        }
    }
}
