namespace Emblem.Compute.Kernels;

/// <summary>
/// A kernel that is known to end the process, which no check within the process can catch: it is never tried. One row of <see cref="All"/> for each
/// combination of processor, kernel and family of shapes.
/// </summary>
/// <param name="Source">Where it was seen.</param>
/// <param name="Words">What a person is told.</param>
/// <param name="Strikes">Whether this processor is one.</param>
/// <param name="Covers">Whether this way of computing such a shape is the kernel.</param>
internal sealed record KnownFault(string Source, string Words, Func<Processor, bool> Strikes, Func<ConvolutionShape, ConvolutionWay, bool> Covers)
{
    /// <summary>The table.</summary>
    public static IReadOnlyList<KnownFault> All { get; } =
    [
        new(
            "Two rented cores of an EPYC of family 26 with libtorch 2.10: status 136 in bf16 and fp32, a quarter of the shapes wrong; pytorch issue 177227, the same on an EPYC 7H12",
            "This processor tells programs of no caches, and oneDNN's 1×1 convolutions then divide by zero or leave channels out: they are computed as matrix products",
            processor => processor.HidesCaches,
            (shape, way) => way.Method == ConvolutionMethod.Convolution && shape.Kernel == 1),
    ];

    /// <summary>The row for this processor, kernel and shape, or null.</summary>
    public static KnownFault? Of(ConvolutionShape shape, ConvolutionWay way) =>
        All.FirstOrDefault(fault => fault.Covers(shape, way) && fault.Strikes(Processor.Here));
}
