using System.Text.Json.Serialization;

namespace Emblem.Compute.Kernels;

/// <summary>The arithmetic by which a convolution is computed.</summary>
internal enum ConvolutionMethod
{
    /// <summary>libtorch's own convolution, which is oneDNN's.</summary>
    [JsonStringEnumMemberName("convolution")]
    Convolution,

    /// <summary>A product of matrices, places by channels: what a 1×1 convolution is.</summary>
    [JsonStringEnumMemberName("product")]
    Product,

    /// <summary>Each place's neighbours laid out as a row, then a product of matrices. Takes the kernel's area times the input's memory.</summary>
    [JsonStringEnumMemberName("unfolded")]
    Unfolded,
}
