using System.Text.Json.Serialization;

namespace Emblem.Compute.Kernels;

/// <summary>What a convolution computes; each has code of its own in libtorch, that can be right while another's is wrong.</summary>
[Flags]
internal enum KernelParts
{
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>The result.</summary>
    [JsonStringEnumMemberName("forward")]
    Forward = 1,

    /// <summary>The gradient of the input.</summary>
    [JsonStringEnumMemberName("input_gradient")]
    InputGradient = 2,

    /// <summary>The gradient of the weight.</summary>
    [JsonStringEnumMemberName("weight_gradient")]
    WeightGradient = 4,

    /// <summary>All three.</summary>
    [JsonStringEnumMemberName("all")]
    All = Forward | InputGradient | WeightGradient,
}
