using System.Globalization;

namespace Emblem.Compute.Memory;

/// <summary>The code of this process that lies in files: libraries, and assemblies with their intermediate code. Linux only.</summary>
internal static class LoadedCode
{
    private const string Maps = "/proc/self/maps";

    /// <summary>
    /// Lets its resident pages go: loading libtorch touches most of its 300 MB to register operations, and a network runs through a few. What is
    /// needed comes back from the system's cache of the file, one fault for 64 KB. Such pages are the file's own, never written, so nothing is lost.
    /// Linux from 6.16 on brings 2 MB at a fault where the file lies so in its cache: twice as much of libtorch as a network runs through, so it is asked not to.
    /// </summary>
    public static void Forget()
    {
        if (!File.Exists(Maps))
            return;
        foreach (string line in File.ReadLines(Maps))
        {
            if (Parse(line) is not (var start, var size))
                continue;
            Pages.KeepSmall(start, size);
            Pages.Forget(start, size);
        }
    }

    /// <summary>
    /// A line of <c>/proc/PID/maps</c>: addresses, rights, offset, device, inode and what is mapped. Null for all but a file's code: what may be executed, or
    /// is only read and shared, as the runtime maps assemblies.
    /// </summary>
    public static (nint Start, long Size)? Parse(string line)
    {
        string[] parts = line.Split(' ', 6, StringSplitOptions.TrimEntries);
        if (parts is not [var range, "r-xp" or "r--s", _, _, _, ['/', ..] path] || path.EndsWith(" (deleted)", StringComparison.Ordinal))
            return null;
        long[] ends = [.. range.Split('-').Select(end => long.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        return ((nint)ends[0], ends[1] - ends[0]);
    }
}
