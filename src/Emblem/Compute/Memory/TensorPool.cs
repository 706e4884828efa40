using System.Runtime.InteropServices;
using TorchSharp;

namespace Emblem.Compute.Memory;

/// <summary>The memory of torch's large tensors: a range of addresses of its own, where freed blocks are kept and placed by best fit.</summary>
/// <remarks>
/// <para>
/// torch asks the C library for every tensor, aligned to 64 bytes. glibc leaves a sliver of 48 bytes before each such block; small objects settle
/// in the slivers, and what is freed around them does not become one again. A training step of ResNet-34 at 320 px and batch 16 holds 0.8 GB and
/// took 1.2; what was given back to the system came back zeroed, one fault for every 4 KB. Here the same step takes what it holds, without faults.
/// </para>
/// <para>
/// Calls of <c>posix_memalign</c> and <c>free</c> in the library c10 are led here, nothing else of the process; small blocks go on to where they
/// went, at the cost of a call into managed code. Changes no result. Linux only, and only where c10's calls can be led elsewhere and then all come.
/// When nobody uses it any more <c>posix_memalign</c> is the C library's again; <c>free</c> stays led here, since a tensor may outlive its learner.
/// </para>
/// </remarks>
internal static unsafe class TensorPool
{
    /// <summary>Smaller blocks are the C library's.</summary>
    public const int LeastBlock = 64 * 1024;

    private const long Addresses = 1L << 38;
    private const long OpenedAtOnce = 1L << 26;

    private static readonly Lock Turn = new();
    private static readonly Lazy<bool> Installed = new(TryInstall);

    private static BlockHeap? _heap;
    private static ImportedFunction? _allocateSlot;
    private static nint _opened;
    private static delegate* unmanaged<void**, nuint, nuint, int> _allocate;
    private static delegate* unmanaged<void*, void> _free;
    private static bool _freeCame;
    private static bool _ended;
    private static long _redirected;

    /// <summary>Requests of c10 for memory that came here, the small ones that were passed on too.</summary>
    public static long Redirected => Interlocked.Read(ref _redirected);

    /// <summary>Whether tensors that are made from now on, in the whole process, lie here. Nothing is touched until it is first asked for.</summary>
    /// <returns>False where it cannot be; then the C library goes on alone.</returns>
    public static bool Use(bool here)
    {
        if (here ? !Installed.Value : !Installed.IsValueCreated || !Installed.Value)
            return false;
        lock (Turn)
        {
            if (!_ended)
                _allocateSlot!.Become(here ? (nint)(delegate* unmanaged<void**, nuint, nuint, int>)&Allocate : (nint)_allocate);
        }

        return true;
    }

    /// <summary>Whether an address lies in it.</summary>
    public static bool Holds(nint address) => _heap?.Covers(address) ?? false;

    /// <summary>Gives the system back what is free. Costs the next step one fault a page.</summary>
    public static void GiveBack()
    {
        lock (Turn)
        {
            foreach ((nint start, long size) in _heap?.Free ?? [])
                Pages.Forget(start, Math.Min(size, Math.Max(0, _opened - start)));
        }
    }

    private static bool TryInstall()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return false;
        nint c10 = NativeRuntime.LoadTorchLibrary("c10");
        nint program = NativeLibrary.GetMainProgramHandle();
        if (ImportedFunction.Find(c10, "posix_memalign") is not { } allocate
            || ImportedFunction.Find(c10, "free") is not { } free
            || !NativeLibrary.TryGetExport(program, "posix_memalign", out nint cAllocate)
            || !NativeLibrary.TryGetExport(program, "labs", out nint doNothing)
            || !AllCome(allocate, free))
            return false;
        nint start = Pages.Reserve(Addresses);
        if (start == 0)
            return false;
        _opened = start;
        _heap = new BlockHeap(start, Addresses);
        _allocateSlot = allocate;
        free.Become((nint)(delegate* unmanaged<void*, void>)&Free);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            // What torch frees after the runtime has gone cannot come here, and nobody needs it: labs takes its argument and does nothing.
            lock (Turn)
                _ended = true;
            allocate.Become(cAllocate);
            free.Become(doNothing);
        };
        return true;
    }

    /// <summary>Whether torch's frees can be led to us: a block of ours that is freed elsewhere would end the process. Leaves them as they were.</summary>
    private static bool AllCome(ImportedFunction allocate, ImportedFunction free)
    {
        // Not the C library's functions by name: another copy of Emblem in this process may have been here before, and its blocks must find it.
        MakeAndFree();
        nint ownFree = free.Target;
        _allocate = (delegate* unmanaged<void**, nuint, nuint, int>)allocate.Target;
        _free = (delegate* unmanaged<void*, void>)ownFree;
        free.Become((nint)(delegate* unmanaged<void*, void>)&NoticeFree);
        MakeAndFree();
        free.Become(ownFree);
        return Volatile.Read(ref _freeCame);
    }

    private static void MakeAndFree() => torch.empty(LeastBlock).Dispose();

    [UnmanagedCallersOnly]
    private static void NoticeFree(void* block)
    {
        Volatile.Write(ref _freeCame, true);
        _free(block);
    }

    [UnmanagedCallersOnly]
    private static int Allocate(void** block, nuint alignment, nuint size)
    {
        Interlocked.Increment(ref _redirected);
        nint placed = size >= LeastBlock && size < Addresses && alignment <= BlockHeap.Unit ? Place((long)size) : 0;
        if (placed == 0)
            return _allocate(block, alignment, size);
        *block = (void*)placed;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static void Free(void* block)
    {
        if (!Holds((nint)block))
        {
            _free(block);
            return;
        }

        lock (Turn)
            _heap!.Give((nint)block);
    }

    private static nint Place(long size)
    {
        lock (Turn)
        {
            nint block = _heap!.Take(size);
            if (block == 0 || TryOpen(block + (nint)size))
                return block;
            _heap.Give(block);
            return 0;
        }
    }

    private static bool TryOpen(nint end)
    {
        long missing = end - _opened;
        if (missing <= 0)
            return true;
        long more = (missing + OpenedAtOnce - 1) / OpenedAtOnce * OpenedAtOnce;
        if (!Pages.Open(_opened, more))
            return false;
        _opened += (nint)more;
        return true;
    }
}
