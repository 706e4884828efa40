namespace Emblem.Compute;

/// <summary>
/// Settings of libtorch that TorchSharp 0.107 has no name for, by the functions of the library itself. Where one is not found (other compilers name
/// them otherwise) the setting stays as it is.
/// </summary>
internal static unsafe class TorchContext
{
    private static readonly delegate* unmanaged<nint> Global = (delegate* unmanaged<nint>)NativeRuntime.TorchExport("_ZN2at13globalContextEv");

    private static readonly delegate* unmanaged<nint, byte, byte> SetFlush = (delegate* unmanaged<nint, byte, byte>)NativeRuntime.TorchExport("_ZN2at7Context16setFlushDenormalEb");

    private static readonly delegate* unmanaged<nint, byte, void> SetNnpack = (delegate* unmanaged<nint, byte, void>)NativeRuntime.TorchExport("_ZN2at7Context21setUserEnabledNNPACKEb");

    private static readonly delegate* unmanaged<nint, byte> UsesNnpackNow = (delegate* unmanaged<nint, byte>)NativeRuntime.TorchExport("_ZNK2at7Context17userEnabledNNPACKEv");

    /// <summary>Whether denormals can be flushed.</summary>
    public static bool CanFlushDenormals => Global is not null && SetFlush is not null;

    /// <summary>Whether libtorch may use NNPACK; null where that cannot be asked.</summary>
    public static bool? UsesNnpack => Global is null || UsesNnpackNow is null ? null : UsesNnpackNow(Global()) != 0;

    /// <summary>Python's <c>torch.set_flush_denormal</c>, of this thread.</summary>
    public static void FlushDenormals(bool on)
    {
        if (CanFlushDenormals)
            SetFlush(Global(), on ? (byte)1 : (byte)0);
    }

    /// <summary>
    /// Keeps libtorch from trying NNPACK for small fp32 convolutions: where the processor is not one that it knows, it says so on standard error with
    /// each of them, in its own words and past all settings of loggers.
    /// </summary>
    public static void LeaveNnpackOut()
    {
        if (Global is not null && SetNnpack is not null)
            SetNnpack(Global(), 0);
    }
}
