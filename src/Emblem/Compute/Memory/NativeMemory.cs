using System.Runtime.InteropServices;

namespace Emblem.Compute.Memory;

/// <summary>Keeps the memory that torch frees for its next batch.</summary>
/// <remarks>
/// Left alone, glibc gives blocks above 32 MB back to the system as soon as they are freed, and the end of its heap when much of it is free. A training
/// step frees and asks for the same gigabyte again and again, and the system hands every page out zeroed, one fault each: 270,000 of
/// them a step of ResNet-34 at 320 px and batch 16, a fifteenth of the processor's time.
/// </remarks>
internal static partial class NativeMemory
{
    private const int TrimThreshold = -1;
    private const int MappedFrom = -3;

    // Where glibc keeps larger ones too, a step in fp32 is a fiftieth faster and takes a third more.
    private const int LargestKept = 20_000_000;

    private static readonly Lazy<bool> KeptByGlibc = new(KeepFreed);

    /// <summary>From now on, in the whole process. Changes no result.</summary>
    public static void Use(TensorMemory memory)
    {
        // glibc does not tell what its options were, so what it was told cannot be put back.
        if (!TensorPool.Use(memory == TensorMemory.Pooled) && memory == TensorMemory.Pooled)
            _ = KeptByGlibc.Value;
    }

    /// <summary>The next best where tensors cannot be placed. Nothing happens where the C library is not glibc.</summary>
    private static bool KeepFreed()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            MallocOption(MappedFrom, LargestKept);
            MallocOption(TrimThreshold, int.MaxValue);
            return true;
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no such function, and other ways.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallocOption(int option, int value);
}
