using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Emblem.Compute;

/// <summary>
/// A library in memory that nobody can change any more, to load it from there: between a look at a file and its loading another could take its place.
/// Linux only. Needs no folder, and as much memory as the library is long.
/// </summary>
internal sealed partial class SealedLibrary : IDisposable
{
    private const uint CloseOnExecuteAllowSealing = 1 | 2;
    private const int AddSeals = 1033;
    private const int SealsShrinkGrowWriteAndSeals = 1 | 2 | 4 | 8;

    private readonly SafeFileHandle _file;

    private SealedLibrary(SafeFileHandle file) => _file = file;

    /// <summary>What the loader takes for the file's name.</summary>
    public string Path => $"/proc/self/fd/{_file.DangerousGetHandle()}";

    /// <summary>Makes it.</summary>
    /// <param name="name">Shown in lists of what a process has loaded.</param>
    /// <param name="content">The whole library.</param>
    /// <exception cref="IOException">The system gives or seals no such memory.</exception>
    public static SealedLibrary Create(string name, ReadOnlySpan<byte> content)
    {
        int descriptor = CreateMemoryFile(name, CloseOnExecuteAllowSealing);
        if (descriptor < 0)
            throw new IOException($"The system gives no memory for a copy of {name}: {Marshal.GetLastPInvokeErrorMessage()}.");
        var made = new SealedLibrary(new SafeFileHandle(descriptor, ownsHandle: true));
        try
        {
            RandomAccess.Write(made._file, content, 0);
            return Control(descriptor, AddSeals, SealsShrinkGrowWriteAndSeals) == 0
                ? made
                : throw new IOException($"The copy of {name} cannot be sealed: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Closes it; what is loaded stays.</summary>
    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command, int argument);
}
