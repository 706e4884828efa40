using System.Runtime.InteropServices;

namespace Emblem.Compute.Memory;

/// <summary>Addresses and the memory behind them, by the calls of POSIX and Linux; sizes are whole pages.</summary>
internal static unsafe partial class Pages
{
    private const int None = 0;
    private const int ReadAndWrite = 3;
    private const int PrivateAnonymousUnreserved = 0x02 | 0x20 | 0x4000;
    private const int DontNeed = 4;
    private const int NoHugePages = 15;

    /// <summary>A range that nothing may touch yet, and that counts for nothing; 0 where the process may not have so many addresses.</summary>
    public static nint Reserve(long size)
    {
        nint start = MapMemory(0, (nuint)size, None, PrivateAnonymousUnreserved, -1, 0);
        return start == -1 ? 0 : start;
    }

    /// <summary>Lets it be used; memory comes with the first touch of each page. False where the system refuses that much.</summary>
    public static bool Open(nint start, long size) => ProtectMemory(start, (nuint)size, ReadAndWrite) == 0;

    /// <summary>Gives the memory back, not the addresses: the next touch finds zeros.</summary>
    public static void Forget(nint start, long size) => _ = Advise(start, (nuint)size, DontNeed);

    /// <summary>A page is not mapped together with the 2 MB around it, which the system may do with files. Nothing happens where it does not.</summary>
    public static void KeepSmall(nint start, long size) => _ = Advise(start, (nuint)size, NoHugePages);

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint MapMemory(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ProtectMemory(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint address, nuint length, int advice);
}
