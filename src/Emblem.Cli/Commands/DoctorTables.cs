using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Diagnosis;
using Emblem.Models;

namespace Emblem.Cli.Commands;

/// <summary>A machine and its kernels as tables.</summary>
internal static class DoctorTables
{
    private const int ShownKernels = 10;

    public static void Print(MachineReport machine, CommandOutput output)
    {
        output.Heading("This machine");
        output.Table(
            ["what", "here"],
            [
                ["Emblem", $"{machine.Emblem} on {machine.DotNet}, {machine.System}"],
                ["processor", machine.Processor],
                ["features", string.Join(", ", machine.Features.DefaultIfEmpty("no vector features known"))],
                ["caches", machine.Caches.Count == 0 ? "none told" : string.Join(", ", machine.Caches.Select(cache => $"L{cache.Level} {cache.Kind} {KiloBytes(cache.Bytes)}"))],
                ["known faults", machine.KnownFaults.Count == 0 ? "none of such processors" : string.Join(" ", machine.KnownFaults)],
                ["training computes on", machine.Training],
                ["cores", $"{machine.Cores} of {machine.Processors} processors"],
                ["memory", $"{GigaBytes(machine.FreeMemory)} free of {GigaBytes(machine.Memory)}"],
                ["disk", $"{GigaBytes(machine.FreeDisk)} free at {machine.Cache}"],
                ["libtorch", $"{machine.Torch}{(machine.TorchPatched ? ", wrapper patched for this system's C++ library" : "")}, {machine.TorchFolder}"],
                ["pictures", $"libvips {machine.Vips ?? "missing: see NetVips.Native in the README"}, Skia {machine.Skia}"],
                ["font", machine.Font],
                ["weights", machine.Weights.Count == 0 ? "none" : string.Join(", ", machine.Weights)],
            ]);
    }

    public static void Print(KernelSurveyReport report, CommandOutput output)
    {
        output.Heading("Convolutions, each compared with plain sums");
        output.Table(
            ["network", "right", "replaced", "wrong", "crashed"],
            [
                .. report.Networks.Select(network => CountsOf(report, network)).Select(row => (string[])
                [
                    row.Network, Text(row.Right), Text(row.Replaced), Text(row.Wrong), Text(row.Crashed),
                ]),
            ]);
        SurveyedKernel[] others = [.. report.Kernels.Where(kernel => kernel.State != KernelState.Right)];
        foreach (IGrouping<string, SurveyedKernel> known in others.Where(kernel => kernel.IsKnown).GroupBy(kernel => kernel.Reason!))
            output.Line($"{known.Key}: {known.Count()} convolutions.");
        SurveyedKernel[] found = [.. others.Where(kernel => !kernel.IsKnown)];
        foreach (SurveyedKernel kernel in output.IsVerbose ? found : found.Take(ShownKernels))
            output.Line($"{kernel.Shape}, {kernel.Planned}: {kernel.Reason}; {(kernel.Used is null ? "no other way is right" : $"computed {kernel.Used}")}");
        if (found.Length > ShownKernels && !output.IsVerbose)
            output.Line($"… and {found.Length - ShownKernels} more; -v shows all.");
        output.Line(others.Length == 0
            ? $"All {report.Kernels.Count} are right as planned."
            : $"{report.Kernels.Count - others.Length} of {report.Kernels.Count} are right as planned, {others.Count(kernel => kernel.State == KernelState.Replaced)} are replaced and right.");
    }

    public static KernelCounts CountsOf(KernelSurveyReport report, Architecture network) => new(
        network.Name,
        report.Count(network, KernelState.Right),
        report.Count(network, KernelState.Replaced),
        report.Count(network, KernelState.Wrong),
        report.CountCrashing(network));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string KiloBytes(long bytes) => bytes >= 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.#} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KiB");

    private static string GigaBytes(long? bytes) => bytes is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 1e9:0.0} GB") : "unknown";
}
