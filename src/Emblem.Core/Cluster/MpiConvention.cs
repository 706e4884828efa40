using System.Runtime.InteropServices;

namespace Emblem.Cluster;

/// <summary>
/// What a family of MPI libraries calls the few things that are named when something is exchanged. The standard left that open until MPI 5: for Open MPI they
/// are addresses of its symbols, for MPICH and what is built like it (Intel MPI, Cray, MVAPICH) numbers of 32 bits, and MPI 5 fixed numbers of its own.
/// </summary>
/// <param name="Name">For messages.</param>
/// <param name="World">All processes of the job.</param>
/// <param name="Byte">8 bits as they are.</param>
/// <param name="Single">A float.</param>
/// <param name="Double">A double.</param>
/// <param name="Sum">The operation.</param>
/// <param name="ErrorsReturn">Errors are told, where usually they end the process.</param>
/// <param name="InPlace">The result takes the place of what is given.</param>
/// <param name="NoStatus">Nothing is to be told of a finished exchange.</param>
internal sealed record MpiConvention(
    string Name, nint World, nint Byte, nint Single, nint Double, nint Sum, nint ErrorsReturn, nint InPlace, nint NoStatus)
{
    private const string OpenMpi = "Open MPI";

    private static readonly MpiConvention Mpich =
        new("MPICH", 0x44000000, 0x4c00010d, 0x4c00040a, 0x4c00080b, 0x58000003, 0x54000001, InPlace: -1, NoStatus: 1);

    // Section 20 of the MPI 5.0 standard, "Application Binary Interface".
    private static readonly MpiConvention Standard =
        new("MPI 5", 0x101, 0x247, 0x210, 0x214, 0x21, 0x143, InPlace: 1, NoStatus: 0);

    /// <summary>Whether it is Open MPI's.</summary>
    public bool IsOpenMpi => Name == OpenMpi;

    /// <summary>By what the library exports, else by its file name: MPICH 5 has a library of each kind.</summary>
    /// <param name="library">The loader's handle.</param>
    /// <param name="file">What was loaded.</param>
    public static MpiConvention Of(nint library, string file)
    {
        if (NativeLibrary.TryGetExport(library, "ompi_mpi_comm_world", out nint world))
        {
            return new(
                OpenMpi, world, Symbol("ompi_mpi_byte"), Symbol("ompi_mpi_float"), Symbol("ompi_mpi_double"), Symbol("ompi_mpi_op_sum"), Symbol("ompi_mpi_errors_return"),
                InPlace: 1, NoStatus: 0);
        }

        return Path.GetFileName(file).StartsWith("libmpi_abi", StringComparison.Ordinal) ? Standard : Mpich;

        nint Symbol(string name) => NativeLibrary.GetExport(library, name);
    }
}
