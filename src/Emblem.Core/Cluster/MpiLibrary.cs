using System.Runtime.InteropServices;
using System.Text;

namespace Emblem.Cluster;

/// <summary>
/// The functions of MPI that are used, of whichever library the system has. All that wait do not exist here: exchanges are begun and asked after, so that one
/// thread at a time is inside MPI and a wait can be left.
/// </summary>
internal sealed unsafe partial class MpiLibrary
{
    // Two threads call, one at a time (MPI_THREAD_SERIALIZED): the one that trains and the one that keeps exchanges going.
    private const int OneAtATime = 2;

    // Open MPI's own choice for sums in their place goes through one rank, forth and back: twice the bytes with two ranks, and more with each doubling. Its third
    // way (Rabenseifner 2004) gives each rank a part to add up. What the user has set stays.
    private const string SumsBy = "OMPI_MCA_coll_libnbc_iallreduce_algorithm";
    private const string Rabenseifner = "3";

    private const int LongestText = 8192;
    private const int LoadNow = 2;
    private const int LoadForAll = 0x100;

    private readonly nint _library;
    private readonly delegate* unmanaged<nint*, int*, nint, int> _test;
    private readonly delegate* unmanaged<nint, nint, int, nint, nint, nint, nint*, int> _allReduce;
    private readonly delegate* unmanaged<nint, int, nint, nint, int*, int*, nint, nint, nint*, int> _allGather;
    private readonly delegate* unmanaged<nint, int, nint, int, nint, nint*, int> _broadcast;

    private MpiLibrary(nint library, string file)
    {
        _library = library;
        Convention = MpiConvention.Of(library, file);
        _test = (delegate* unmanaged<nint*, int*, nint, int>)Function("MPI_Test");
        _allReduce = (delegate* unmanaged<nint, nint, int, nint, nint, nint, nint*, int>)Function("MPI_Iallreduce");
        _allGather = (delegate* unmanaged<nint, int, nint, nint, int*, int*, nint, nint, nint*, int>)Function("MPI_Iallgatherv");
        _broadcast = (delegate* unmanaged<nint, int, nint, int, nint, nint*, int>)Function("MPI_Ibcast");
    }

    /// <summary>How it names things.</summary>
    public MpiConvention Convention { get; }

    /// <summary>What it says of itself, one line.</summary>
    public string Version
    {
        get
        {
            var get = (delegate* unmanaged<byte*, int*, int>)Function("MPI_Get_library_version");
            return Text((text, length) => get(text, length)).Split(',', '\n')[0].Replace('\t', ' ').Trim();
        }
    }

    /// <summary>Opens the first of some files that is there, for all of the process: Open MPI's parts look for its symbols.</summary>
    /// <param name="files">Names that the loader knows, or paths.</param>
    /// <exception cref="MpiException">None is there, or this is no Linux.</exception>
    public static MpiLibrary Open(IReadOnlyList<string> files)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "dlopen", out nint address))
            throw new MpiException("Several processes work together on Linux only. Start the command without mpirun.");
        var open = (delegate* unmanaged<byte*, int, nint>)address;
        foreach (string file in files)
        {
            nint library;
            fixed (byte* name = Encoding.UTF8.GetBytes(file + '\0'))
                library = open(name, LoadNow | LoadForAll);
            if (library != 0)
                return new MpiLibrary(library, file);
        }

        throw new MpiException(
            $"No MPI library could be loaded; tried {string.Join(", ", files)}. Install the one whose mpirun starts this (on Debian openmpi-bin), "
            + $"or name its file in {RankLaunch.LibraryVariable}.");
    }

    /// <summary>MPI_Init_thread.</summary>
    /// <exception cref="MpiException">It failed, or allows no two threads.</exception>
    public void Begin()
    {
        // The environment as libraries see it: .NET keeps a copy of its own.
        if (Convention.IsOpenMpi && SetVariable(SumsBy, Rabenseifner, 0) != 0)
            throw new MpiException("The environment is full: nothing can be told to Open MPI.");
        int given;
        var init = (delegate* unmanaged<nint, nint, int, int*, int>)Function("MPI_Init_thread");
        Require(init(0, 0, OneAtATime, &given), "MPI_Init_thread");
        if (given < OneAtATime)
            throw new MpiException($"{Version} was built for programs of one thread (level {given}); level {OneAtATime}, MPI_THREAD_SERIALIZED, is needed.");
    }

    /// <summary>A communicator of our own with all processes of the job, whose errors are told.</summary>
    public nint Duplicate()
    {
        nint own = 0;
        Require(((delegate* unmanaged<nint, nint*, int>)Function("MPI_Comm_dup"))(Convention.World, &own), "MPI_Comm_dup");
        Require(((delegate* unmanaged<nint, nint, int>)Function("MPI_Comm_set_errhandler"))(own, Convention.ErrorsReturn), "MPI_Comm_set_errhandler");
        return own;
    }

    /// <summary>This process's number in it.</summary>
    public int RankIn(nint communicator) => Number("MPI_Comm_rank", communicator);

    /// <summary>Processes in it.</summary>
    public int SizeOf(nint communicator) => Number("MPI_Comm_size", communicator);

    /// <summary>MPI_Finalize.</summary>
    public void End() => ((delegate* unmanaged<int>)Function("MPI_Finalize"))();

    /// <summary>Ends all processes of the job, this one too.</summary>
    public void Abort(nint communicator, int code) => ((delegate* unmanaged<nint, int, int>)Function("MPI_Abort"))(communicator, code);

    /// <summary>Begins to add numbers of all ranks up, in their place.</summary>
    public void Sum(void* values, int count, nint type, nint communicator, nint* request) =>
        Require(_allReduce(Convention.InPlace, (nint)values, count, type, Convention.Sum, communicator, request), "MPI_Iallreduce");

    /// <summary>Begins to bring what every rank gives to all.</summary>
    public void Gather(byte* given, int count, byte* all, int* counts, int* places, nint communicator, nint* request) => Require(
        _allGather((nint)given, count, Convention.Byte, (nint)all, counts, places, Convention.Byte, communicator, request), "MPI_Iallgatherv");

    /// <summary>Begins to bring what one rank has to all.</summary>
    public void Broadcast(byte* values, int count, int from, nint communicator, nint* request) =>
        Require(_broadcast((nint)values, count, Convention.Byte, from, communicator, request), "MPI_Ibcast");

    /// <summary>Goes on with whatever is under way, and says whether this one has ended.</summary>
    public bool Test(nint* request)
    {
        int done;
        Require(_test(request, &done, Convention.NoStatus), "MPI_Test");
        return done != 0;
    }

    private nint Function(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new MpiException($"The MPI library has no {name}; one of MPI 3 or later is needed.");

    private int Number(string name, nint communicator)
    {
        int value;
        Require(((delegate* unmanaged<nint, int*, int>)Function(name))(communicator, &value), name);
        return value;
    }

    private void Require(int code, string function)
    {
        if (code == 0)
            return;
        var explain = (delegate* unmanaged<int, byte*, int*, int>)Function("MPI_Error_string");
        throw new MpiException($"{function} failed: {Text((text, length) => explain(code, text, length))}");
    }

    private static string Text(TextOf read)
    {
        byte* text = stackalloc byte[LongestText];
        int length = 0;
        _ = read(text, &length);
        return Encoding.UTF8.GetString(text, length);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrites);

    private delegate int TextOf(byte* text, int* length);
}
