namespace Emblem.Compute;

/// <summary>Where libtorch takes the memory of large tensors from. Changes no result, only time and size.</summary>
public enum TensorMemory
{
    /// <summary>The C library, as for every other program: nothing of the process is changed.</summary>
    System,

    /// <summary>
    /// A range of addresses of Emblem's own, kept from step to step: a third less memory and no page faults. While a learner or predictor that asked
    /// for it is alive, all tensors of the process come from there, and 256 GiB of addresses (not memory) stay reserved. On Linux only; where
    /// libtorch's requests cannot be led there, the C library is told to keep what is freed instead, for the rest of the process.
    /// </summary>
    Pooled,
}
