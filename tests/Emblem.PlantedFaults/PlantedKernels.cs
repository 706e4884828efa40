using Emblem.Compute;
using Emblem.Compute.Kernels;

namespace Emblem.PlantedFaults;

/// <summary>Puts kernels that go wrong in the place of the process's own.</summary>
internal static class PlantedKernels
{
    /// <summary>
    /// Faults, separated by semicolons: <c>hidden-caches</c>, or <c>KIND=WORD,WORD…</c> as <see cref="PlantedFault"/> reads it.
    /// </summary>
    public const string Variable = "EMBLEM_PLANTED_KERNELS";

    private const string HiddenCaches = "hidden-caches";

    public static void Plant(string list)
    {
        string[] words = list.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Contains(HiddenCaches))
        {
            Processor.Here = Processor.Here with { Maker = "AuthenticAMD", Caches = [] };
            OneDnnCaches.HideBeforeFirstUse();
        }

        PlantedFault[] faults = [.. words.Where(word => word != HiddenCaches).Select(PlantedFault.Parse)];
        if (faults.Length > 0)
            ConvolutionKernels.Current = PlantedFault.Around(ConvolutionKernels.Current, faults);
    }
}
