namespace Emblem.Compute;

/// <summary>
/// While it is held, this thread's torch counts denormal numbers (below 1.2e-38) as 0: many processors take a hundred times as long for them,
/// and weights and gradients that small mean nothing. Threads that torch starts meanwhile begin with the same setting.
/// </summary>
/// <remarks>
/// Where libtorch's function is not found nothing is flushed and results are as exact as torch's own.
/// </remarks>
internal sealed class FlushedDenormals : IDisposable
{
    private FlushedDenormals()
    {
    }

    /// <summary>Whether this system's libtorch and processor can.</summary>
    public static bool IsSupported => TorchContext.CanFlushDenormals;

    /// <summary>Begins; disposing ends it, on the same thread.</summary>
    public static FlushedDenormals OnThisThread()
    {
        TorchContext.FlushDenormals(true);
        return new FlushedDenormals();
    }

    public void Dispose() => TorchContext.FlushDenormals(false);
}
