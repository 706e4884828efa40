using System.Globalization;

namespace Emblem.Diagnosis;

/// <summary>How much is free.</summary>
internal static class MachineSpace
{
    private const string Key = "MemAvailable:";

    /// <summary>Bytes that Linux would hand out without swapping; null elsewhere.</summary>
    public static long? FreeMemory()
    {
        if (!File.Exists("/proc/meminfo"))
            return null;
        string? line = File.ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? null : long.Parse(line[Key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Bytes that this user may still write on the disk of a folder, which need not exist.</summary>
    public static long? FreeDisk(string folder)
    {
        string? existing = folder;
        while (existing is not null && !Directory.Exists(existing))
            existing = Path.GetDirectoryName(existing);
        try
        {
            return existing is null ? null : new DriveInfo(existing).AvailableFreeSpace;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
