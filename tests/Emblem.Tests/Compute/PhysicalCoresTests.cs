using Emblem.Compute;
using Emblem.Tests.Support;

namespace Emblem.Tests.Compute;

public sealed class PhysicalCoresTests
{
    [Fact]
    public void ThreadsOfACoreCountOnce()
    {
        using var folder = new TemporaryFolder();
        foreach ((int cpu, int package, int core) in ((int, int, int)[])[(0, 0, 0), (1, 0, 1), (2, 1, 0), (3, 0, 0), (4, 0, 1), (5, 1, 0)])
        {
            File.WriteAllText(folder.Create($"cpu{cpu}", "topology", "physical_package_id"), $"{package}\n");
            File.WriteAllText(folder.Create($"cpu{cpu}", "topology", "core_id"), $"{core}\n");
        }

        Directory.CreateDirectory(Path.Combine(folder.Path, "cpufreq"));

        Assert.Equal(3, PhysicalCores.CountIn(folder.Path));
    }

    [Fact]
    public void FolderThatTellsNothingGivesNothing()
    {
        using var folder = new TemporaryFolder();

        Assert.Null(PhysicalCores.CountIn(folder.Path));
        Assert.Null(PhysicalCores.CountIn(Path.Combine(folder.Path, "missing")));
    }

    [Fact]
    public void NoMoreThanTheProcessMayUse() => Assert.InRange(PhysicalCores.Count, 1, Environment.ProcessorCount);
}
