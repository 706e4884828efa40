using System.Globalization;

namespace Emblem.Cluster;

/// <summary>Whether MPI started this process as one of several, told by the variables that its starters set; and which library belongs to it.</summary>
internal static class RankLaunch
{
    /// <summary>The file of the MPI library to load; <see cref="Off"/> for a process that is to know nothing of its neighbours.</summary>
    public const string LibraryVariable = "EMBLEM_MPI";

    /// <summary>The value of <see cref="LibraryVariable"/> that hides the neighbours.</summary>
    public const string Off = "off";

    private static readonly string[] OpenMpi = ["libmpi.so.40", "libmpi.so"];
    private static readonly string[] Mpich = ["libmpi.so.12", "libmpich.so.12", "libmpich.so", "libmpi_abi.so.1", "libmpi_abi.so.0", "libmpi_abi.so"];

    /// <summary>Processes of the job that this one belongs to; 1 for a process that nobody started together with others.</summary>
    /// <param name="variable">The environment.</param>
    public static int Size(Func<string, string?> variable)
    {
        if (variable(LibraryVariable) is Off)
            return 1;

        // Slurm's sizes are there in every script of a job: only a process that srun started for MPI has a rank as well.
        bool hasRank = variable("PMIX_RANK") is not null || variable("PMI_RANK") is not null;
        string?[] sizes = [variable("OMPI_COMM_WORLD_SIZE"), variable("PMI_SIZE"), hasRank ? variable("SLURM_STEP_NUM_TASKS") : null];
        return sizes.Select(size => int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out int found) ? found : 1).Max();
    }

    /// <summary>Libraries to try, the one that belongs to whoever started this process first.</summary>
    public static IReadOnlyList<string> Libraries(Func<string, string?> variable) => variable(LibraryVariable) switch
    {
        { Length: > 0 } named => [named],
        _ when variable("OMPI_COMM_WORLD_SIZE") is null && variable("PMI_SIZE") is not null => [.. Mpich, .. OpenMpi],
        _ => [.. OpenMpi, .. Mpich],
    };
}
