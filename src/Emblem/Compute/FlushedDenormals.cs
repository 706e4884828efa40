namespace Emblem.Compute;

/// <summary>
/// While it is held, this thread's torch counts denormal numbers (below 1.2e-38) as 0: many processors take a hundred times as long for them,
/// and weights and gradients that small mean nothing. Threads that torch starts meanwhile begin with the same setting.
/// </summary>
/// <remarks>
/// The function behind Python's <c>torch.set_flush_denormal</c>, called in libtorch itself because TorchSharp 0.107 has no name for it.
/// Where it is not found (other compilers name it otherwise) nothing is flushed and results are as exact as torch's own.
/// </remarks>
internal sealed unsafe class FlushedDenormals : IDisposable
{
    private static readonly delegate* unmanaged<nint> GlobalContext = (delegate* unmanaged<nint>)NativeRuntime.TorchExport("_ZN2at13globalContextEv");

    private static readonly delegate* unmanaged<nint, byte, byte> SetFlush =
        (delegate* unmanaged<nint, byte, byte>)NativeRuntime.TorchExport("_ZN2at7Context16setFlushDenormalEb");

    private FlushedDenormals()
    {
    }

    /// <summary>Whether this system's libtorch and processor can.</summary>
    public static bool IsSupported => GlobalContext is not null && SetFlush is not null;

    /// <summary>Begins; disposing ends it, on the same thread.</summary>
    public static FlushedDenormals OnThisThread()
    {
        Set(true);
        return new FlushedDenormals();
    }

    public void Dispose() => Set(false);

    private static void Set(bool on)
    {
        if (IsSupported)
            SetFlush(GlobalContext(), on ? (byte)1 : (byte)0);
    }
}
