namespace Emblem.Compute.Kernels;

/// <summary>One way of computing a convolution; all give the same numbers, up to rounding, where the processor's code is right.</summary>
/// <param name="Method">The arithmetic.</param>
/// <param name="Precision">The numbers that products are taken of.</param>
/// <param name="Layout">The order of values in memory.</param>
internal readonly record struct ConvolutionWay(ConvolutionMethod Method, NumericPrecision Precision, MemoryLayout Layout)
{
    /// <summary>
    /// The ways of a convolution that is planned in a precision and layout, from the first choice to the last resort. In bf16 a 1×1 convolution is a
    /// product first: right on every processor seen, at oneDNN's speed or a little below (benchmarks/README.md). In fp32 oneDNN's convolution is.
    /// </summary>
    public static IReadOnlyList<ConvolutionWay> For(ConvolutionShape shape, NumericPrecision precision, MemoryLayout layout)
    {
        MemoryLayout other = layout == MemoryLayout.ChannelsLast ? MemoryLayout.ChannelsFirst : MemoryLayout.ChannelsLast;
        ConvolutionWay planned = new(ConvolutionMethod.Convolution, precision, layout);
        ConvolutionWay product = planned with { Method = ConvolutionMethod.Product };
        ConvolutionWay[] first = !shape.IsPointwise ? [planned] : precision == NumericPrecision.BFloat16 ? [product, planned] : [planned, product];
        ConvolutionWay[] single = [.. first.Select(way => way with { Precision = NumericPrecision.Single })];
        ConvolutionWay unfolded = new(ConvolutionMethod.Unfolded, NumericPrecision.Single, MemoryLayout.ChannelsFirst);
        return
        [
            .. first.Concat(first.Select(Turned)).Concat(single).Concat(single.Select(Turned)).Append(unfolded).Distinct(),
        ];

        ConvolutionWay Turned(ConvolutionWay way) => way with { Layout = other };
    }

    /// <summary>"as a matrix product in bf16 with channels last".</summary>
    public override string ToString()
    {
        string method = Method switch
        {
            ConvolutionMethod.Product => "as a matrix product",
            ConvolutionMethod.Unfolded => "as an unfolded matrix product",
            _ => "by oneDNN's convolution",
        };
        return $"{method} in {(Precision == NumericPrecision.BFloat16 ? "bf16" : "fp32")} with channels {(Layout == MemoryLayout.ChannelsLast ? "last" : "first")}";
    }
}
