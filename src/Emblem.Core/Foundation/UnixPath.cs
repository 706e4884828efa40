using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Emblem.Foundation;

/// <summary>
/// The C library's answer on a path. .NET tells a pipe, a socket and a device from a file to nobody. Both structures are fixed: Linux's by its
/// <c>statx</c>, alike on every processor, and macOS's by its 64-bit <c>stat</c>.
/// </summary>
internal static partial class UnixPath
{
    private const int StructureSize = 256;
    private const int CurrentFolder = -100;
    private const uint TypeAndNumber = 0x101;
    private const int Readable = 4;
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int TypeMask = 0xF000;

    // "Too many levels of symbolic links" has a number of its own on each.
    private static readonly int TooManyLinks = OperatingSystem.IsLinux() ? 40 : 62;

    public static PathFacts Find(string path)
    {
        Span<byte> found = stackalloc byte[StructureSize];
        found.Clear();
        int answer = OperatingSystem.IsLinux() ? LinuxStatus(CurrentFolder, path, 0, TypeAndNumber, ref found[0]) : MacStatus(path, ref found[0]);
        if (answer != 0)
        {
            int fault = Marshal.GetLastPInvokeError();
            return new PathFacts(fault == TooManyLinks ? PathKind.LinkLoop : fault is AccessDenied or NotPermitted ? PathKind.NoPermission : PathKind.Missing, "");
        }

        (int mode, ulong number, ulong device) = OperatingSystem.IsLinux()
            ? (BinaryPrimitives.ReadUInt16LittleEndian(found[28..]), BinaryPrimitives.ReadUInt64LittleEndian(found[32..]), BinaryPrimitives.ReadUInt64LittleEndian(found[136..]))
            : (BinaryPrimitives.ReadUInt16LittleEndian(found[4..]), BinaryPrimitives.ReadUInt64LittleEndian(found[8..]), BinaryPrimitives.ReadUInt32LittleEndian(found));
        PathKind kind = (mode & TypeMask) switch
        {
            0x8000 => PathKind.File,
            0x4000 => PathKind.Folder,
            0x1000 => PathKind.Pipe,
            0xC000 => PathKind.Socket,
            _ => PathKind.Device,
        };
        return new PathFacts(kind, $"{device:x}:{number:x}");
    }

    /// <summary>The path without a link in it; null where nothing is there.</summary>
    public static string? Real(string path)
    {
        nint real = RealPath(path, 0);
        if (real == 0)
            return null;
        string text = Marshal.PtrToStringUTF8(real)!;
        Marshal.FreeHGlobal(real);
        return text;
    }

    public static bool MayRead(string path) => Access(path, Readable) == 0;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int LinuxStatus(int folder, string path, int flags, uint mask, ref byte found);

    [LibraryImport("libc", EntryPoint = "stat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MacStatus(string path, ref byte found);

    // What it returns the C library's malloc gave, and .NET's FreeHGlobal is that library's free.
    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint RealPath(string path, nint buffer);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Access(string path, int mode);
}
