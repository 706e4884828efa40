using System.Globalization;

namespace Emblem.Benchmarks;

/// <summary>What Linux counts of this process, from <c>/proc/self</c>.</summary>
internal static class ProcessFigures
{
    private const int MinorFaultsField = 10;

    /// <summary>Pages handed out so far.</summary>
    public static long PageFaults
    {
        get
        {
            string line = File.ReadAllText("/proc/self/stat");
            // The second field is the name in parentheses and may hold blanks.
            string[] fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[MinorFaultsField - 3], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Resident now, in bytes.</summary>
    public static long Resident => KiloBytes("VmRSS:") * 1024;

    /// <summary>The most that was ever resident, in bytes.</summary>
    public static long PeakResident => KiloBytes("VmHWM:") * 1024;

    private static long KiloBytes(string key)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
