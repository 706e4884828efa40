using System.Diagnostics;

namespace Emblem.IntegrationTests.Support;

/// <summary>Open MPI's <c>mpirun</c>, as it starts several processes of the command on this machine.</summary>
internal static class Mpi
{
    private static readonly string? Program = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "mpirun")).FirstOrDefault(File.Exists);

    /// <summary>Makes ranks of a command that is about to be started.</summary>
    /// <param name="start">The command of one process.</param>
    /// <param name="ranks">How many.</param>
    public static void Start(ProcessStartInfo start, int ranks)
    {
        Assert.SkipUnless(Program is not null, "SKIPPED: there is no mpirun here; install openmpi-bin.");
        string[] command = [start.FileName, .. start.ArgumentList];
        start.FileName = Program!;
        start.ArgumentList.Clear();

        // More ranks than processors are allowed, and no rank is bound to one: other tests run at the same time.
        foreach (string argument in (IEnumerable<string>)["-n", $"{ranks}", "--oversubscribe", "--bind-to", "none", .. command])
            start.ArgumentList.Add(argument);
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
    }
}
