using System.Globalization;
using Emblem.Compute;
using Emblem.Compute.Kernels;
using static TorchSharp.torch;

namespace Emblem.PlantedFaults;

/// <summary>
/// Makes oneDNN believe what it believes on an AMD processor whose hypervisor hides the caches: that each is of one byte. It keeps their sizes side
/// by side in its own data, where they are found by their values. The faults that follow are the real ones, the division by zero included.
/// </summary>
internal static unsafe class OneDnnCaches
{
    private const int Levels = 3;

    private static readonly Lazy<int> Hidden = new(Hide);

    /// <summary>Hides them when the first convolution is computed.</summary>
    public static void HideBeforeFirstUse()
    {
        ConvolutionKernel kernel = ConvolutionKernels.Current;
        ConvolutionKernels.Current = (shape, way, input, weight, bias) =>
        {
            if (Hidden.Value == 0)
                throw new InvalidOperationException("oneDNN's sizes of caches were not found in its data: the planted fault does not work here.");
            return kernel(shape, way, input, weight, bias);
        };
    }

    private static int Hide()
    {
        // Looks the processor up before its record is searched for.
        using (var scope = NewDisposeScope())
        using (no_grad())
        {
            Tensor picture = MemoryOrder.ChannelsLast(ones(1, 8, 8, 8));
            nn.functional.conv2d(picture, ones(8, 8, 3, 3));
        }

        return WritableParts("libtorch_cpu").Sum(part => HideIn((uint*)part.Begin, (uint*)part.End));
    }

    private static int HideIn(uint* begin, uint* end)
    {
        int found = 0;
        for (uint* at = begin; at + Levels < end; at++)
        {
            if (at[0] is not (32 << 10 or 48 << 10) || at[1] is not (512 << 10 or 1 << 20 or 2 << 20) || at[2] < 4 << 20 || at[2] % (1 << 20) != 0)
                continue;
            for (int level = 0; level < Levels; level++)
                at[level] = 1;
            found++;
        }

        return found;
    }

    /// <summary>Where a library's variables lie, by Linux' map of the process: its own writable pages and the nameless ones right after them.</summary>
    private static IEnumerable<(nint Begin, nint End)> WritableParts(string library)
    {
        bool isOurs = false;
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            isOurs = fields.Length > 5 ? fields[5].Contains(library, StringComparison.Ordinal) : isOurs;
            if (!isOurs || !fields[1].StartsWith("rw", StringComparison.Ordinal))
                continue;
            string[] ends = fields[0].Split('-');
            yield return (Address(ends[0]), Address(ends[1]));
        }
    }

    private static nint Address(string digits) => nint.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
