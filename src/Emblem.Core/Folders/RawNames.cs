using System.Runtime.InteropServices;
using System.Text;

namespace Emblem.Folders;

/// <summary>
/// Names in a folder that are no UTF-8, as their bytes: .NET shows each with U+FFFD, opens none, and gives two of them one name. For showing only.
/// </summary>
internal static partial class RawNames
{
    private const int NoDescription = 0;
    private const byte IsFolder = 4;
    private const int LongestName = 255;

    // Where a row of the C library's has its kind and its name.
    private static readonly int KindAt = OperatingSystem.IsLinux() ? 18 : 20;
    private static readonly int NameAt = OperatingSystem.IsLinux() ? 19 : 21;

    /// <summary>The names, their foreign bytes as <c>\xe9</c>, in ordinal order; each with whether it is a folder's.</summary>
    public static IReadOnlyList<(string Name, bool IsFolder)> Undecodable(string folder)
    {
        nint open = OperatingSystem.IsWindows() ? NoDescription : OpenFolder(folder);
        if (open == NoDescription)
            return [];
        var found = new List<(string Name, bool IsFolder)>();
        for (nint row = ReadFolder(open); row != NoDescription; row = ReadFolder(open))
        {
            byte[] name = [.. Enumerable.Range(0, LongestName + 1).Select(i => Marshal.ReadByte(row, NameAt + i)).TakeWhile(value => value != 0)];
            if (!System.Text.Unicode.Utf8.IsValid(name))
                found.Add((Shown(name), Marshal.ReadByte(row, KindAt) == IsFolder));
        }

        _ = CloseFolder(open);
        return [.. found.OrderBy(raw => raw.Name, StringComparer.Ordinal)];
    }

    private static string Shown(ReadOnlySpan<byte> name)
    {
        var shown = new StringBuilder();
        while (name.Length > 0)
        {
            bool isText = Rune.DecodeFromUtf8(name, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            foreach (byte value in isText ? [] : name[..length])
                shown.Append($"\\x{value:x2}");
            if (isText)
                shown.Append(rune);
            name = name[length..];
        }

        return shown.ToString();
    }

    [LibraryImport("libc", EntryPoint = "opendir", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint OpenFolder(string path);

    [LibraryImport("libc", EntryPoint = "readdir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint ReadFolder(nint folder);

    [LibraryImport("libc", EntryPoint = "closedir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseFolder(nint folder);
}
