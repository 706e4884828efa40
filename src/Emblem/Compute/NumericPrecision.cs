using System.Text.Json.Serialization;

namespace Emblem.Compute;

/// <summary>The numbers that a network's convolutions compute with. Weights, their gradients' sums, norms' statistics, head and loss are fp32 always.</summary>
public enum NumericPrecision
{
    /// <summary>bf16 where the processor or card computes it, fp32 elsewhere.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>32-bit floating point.</summary>
    [JsonStringEnumMemberName("fp32")]
    Single,

    /// <summary>
    /// bfloat16 (8 bits of exponent, 7 of fraction) inside the layers, from fp32 master weights: mixed precision as in Micikevicius et al.
    /// 2018, without their loss scaling, which bf16's range makes needless. Emulated, and slow, where the processor lacks it.
    /// </summary>
    [JsonStringEnumMemberName("bf16")]
    BFloat16,
}
