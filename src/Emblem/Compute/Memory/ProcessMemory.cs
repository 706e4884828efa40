using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Emblem.Compute.Memory;

/// <summary>The memory of a whole process: for a program that owns its own. A library leaves it to its host.</summary>
public static partial class ProcessMemory
{
    private const int MappedFrom = -3;
    private const int MostHeaps = -8;
    private const int LargestKept = 1 << 20;

    /// <summary>Takes no more of the system than it uses: comes first in a program, before other threads have heaps of their own.</summary>
    /// <remarks>
    /// glibc makes a heap for each thread, up to eight a core, and what was freed in one serves no other; and each larger block that is freed makes it
    /// keep blocks of that size. Here all threads share one, and blocks from 1 MB on, such as decoded pictures, go back at once. That is 20 MB less
    /// of a run that decodes, loads torch and draws. Threads wait for each other only where they make larger blocks at the same moment.
    /// </remarks>
    public static void KeepLittle()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            MallocOption(MostHeaps, 1);
            MallocOption(MappedFrom, LargestKept);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has one heap, and keeps little, by itself.
        }
    }

    /// <summary>
    /// Gives the system back what the stage before has freed: managed, of the C library and of tensors. Between stages only: it takes 20 ms, and the
    /// next one meets a fault for each page that it touches.
    /// </summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "No leak is looked for: what was disposed goes back before another stage adds its own to it.")]
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TensorPool.GiveBack();
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            TrimHeap(0);
        }
        catch (EntryPointNotFoundException)
        {
            // musl gives back by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MallocOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int TrimHeap(nuint kept);
}
