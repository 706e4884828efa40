using System.Runtime.InteropServices;

namespace Emblem.Foundation;

/// <summary>The C library's heap, which native libraries take their memory from: for a program that owns its process. A library leaves it to its host.</summary>
public static partial class NativeHeap
{
    private const int MappedFrom = -3;
    private const int MostHeaps = -8;

    /// <summary>One heap for all threads, and larger blocks go back to the system when they are freed: comes first in a program, before other threads have heaps of their own.</summary>
    /// <remarks>
    /// glibc makes a heap for each thread, up to eight a core, and what was freed in one serves no other; and each larger block that is freed makes it
    /// keep blocks of that size. Threads wait for each other only where they make larger blocks at the same moment. Does nothing where there is no glibc.
    /// </remarks>
    /// <param name="largestKept">
    /// Bytes of the largest blocks that are kept for reuse. Smaller is less memory: opening an ONNX model takes its weights twice for a moment, in as many
    /// blocks as it has tensors. It costs a fault a page whenever such a block is made again.
    /// </param>
    public static void KeepLittle(int largestKept)
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            MallocOption(MostHeaps, 1);
            MallocOption(MappedFrom, largestKept);
        }
        catch (EntryPointNotFoundException)
        {
            // musl has one heap, and keeps little, by itself.
        }
    }

    /// <summary>Gives the system back what is free. It takes some milliseconds, and whoever needs memory next meets a fault for each page.</summary>
    public static void GiveBack()
    {
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
