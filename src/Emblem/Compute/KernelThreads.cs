using System.Runtime.InteropServices;

namespace Emblem.Compute;

/// <summary>
/// Runs our own loops over tensors on the threads that torch computes with. Those of .NET would have to share the cores with them: after each
/// operation torch's threads keep looking for the next one for a while, at full load.
/// </summary>
/// <remarks>
/// libtorch for Linux brings GNU's OpenMP, whose <c>GOMP_parallel</c> every program compiled with it calls. Where there is none of it (Windows, macOS)
/// .NET's threads do it. Either way a piece of work goes to a thread by its number, not to whichever is free.
/// </remarks>
internal static unsafe class KernelThreads
{
    private static readonly nint OpenMp = NativeRuntime.OpenMp is { } path ? NativeLibrary.Load(path) : 0;

    private static readonly delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void> Fork =
        (delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void>)Export("GOMP_parallel");

    private static readonly delegate* unmanaged<int> ThreadNumber = (delegate* unmanaged<int>)Export("omp_get_thread_num");
    private static readonly delegate* unmanaged<int> TeamSize = (delegate* unmanaged<int>)Export("omp_get_num_threads");

    /// <summary>Whether torch's own threads do the work here.</summary>
    public static bool AreTorchs => Fork is not null && ThreadNumber is not null && TeamSize is not null;

    /// <summary>Calls <paramref name="work"/> with each number below <paramref name="count"/>, on so many threads at most.</summary>
    public static void Each(int count, int threads, Action<int> work)
    {
        int used = Math.Min(threads, count);
        var job = new Job(count, work);
        if (used <= 1)
            job.Run(0, 1);
        else if (AreTorchs)
            RunOnTorchs(job, used);
        else
            Parallel.For(0, used, thread => job.Run(thread, used));
    }

    private static void RunOnTorchs(Job job, int threads)
    {
        var handle = GCHandle.Alloc(job);
        try
        {
            Fork(&Enter, GCHandle.ToIntPtr(handle), (uint)threads, 0);
        }
        finally
        {
            handle.Free();
        }

        job.Rethrow();
    }

    [UnmanagedCallersOnly]
    private static void Enter(nint handle)
    {
        var job = (Job)GCHandle.FromIntPtr(handle).Target!;
        try
        {
            // OpenMP may give fewer threads than it was asked for: inside another loop, or by OMP_THREAD_LIMIT.
            job.Run(ThreadNumber(), TeamSize());
        }
        catch (Exception fault)
        {
            // It must not leave through OpenMP's frames.
            job.Fault = fault;
        }
    }

    private static nint Export(string name) => OpenMp != 0 && NativeLibrary.TryGetExport(OpenMp, name, out nint address) ? address : 0;

    private sealed class Job(int count, Action<int> work)
    {
        public Exception? Fault { get; set; }

        public void Run(int thread, int threads)
        {
            for (int i = thread; i < count; i += threads)
                work(i);
        }

        public void Rethrow()
        {
            if (Fault is { } fault)
                throw new InvalidOperationException($"Work on one of torch's threads failed: {fault.Message}", fault);
        }
    }
}
