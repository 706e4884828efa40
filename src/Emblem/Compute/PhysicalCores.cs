using System.Globalization;

namespace Emblem.Compute;

/// <summary>
/// How many threads compute at once without sharing a core. Two threads of one core share its multipliers, so a second one only costs.
/// </summary>
internal static class PhysicalCores
{
    private const string Topology = "/sys/devices/system/cpu";

    /// <summary>
    /// The cores of this machine, but no more than the processors that the process may use (a container's share). Where the system does not
    /// tell cores from threads, the processors.
    /// </summary>
    public static int Count => Math.Min(Environment.ProcessorCount, CountIn(Topology) ?? Environment.ProcessorCount);

    /// <summary>Counts the pairs of package and core below a folder that is laid out as Linux' <c>sysfs</c>; null when there are none.</summary>
    internal static int? CountIn(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        int cores = Directory.EnumerateDirectories(folder, "cpu*")
            .Select(cpu => Path.Combine(cpu, "topology"))
            .Select(topology => (Package: Read(topology, "physical_package_id"), Core: Read(topology, "core_id")))
            .Where(place => place.Package is not null && place.Core is not null)
            .Distinct()
            .Count();
        return cores == 0 ? null : cores;
    }

    private static int? Read(string folder, string name)
    {
        string file = Path.Combine(folder, name);
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
