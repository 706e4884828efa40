namespace Emblem.Compute;

/// <summary>What computes.</summary>
public enum DeviceKind
{
    /// <summary>A CUDA card where its runtime and driver are there, else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first CUDA card; needs the CUDA natives in place of the processor's.</summary>
    Cuda,
}
