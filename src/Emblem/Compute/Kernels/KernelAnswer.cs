namespace Emblem.Compute.Kernels;

/// <summary>What is known of one way of computing a convolution on this machine.</summary>
/// <param name="Shape">Of the convolution.</param>
/// <param name="Way">Of computing it.</param>
/// <param name="Threads">That computed it.</param>
/// <param name="Right">Parts that were tried and right.</param>
/// <param name="Wrong">Parts that were tried and wrong.</param>
internal sealed record KernelAnswer(ConvolutionShape Shape, ConvolutionWay Way, int Threads, KernelParts Right, KernelParts Wrong)
{
    /// <summary>Whether it ended the process that tried it; then it is never tried again.</summary>
    public bool Crashes { get; init; }

    /// <summary>The largest distance of what was wrong; null for nothing wrong or for what was no number.</summary>
    public double? Error { get; init; }

    /// <summary>Both together, of the same shape, way and threads.</summary>
    public KernelAnswer With(KernelAnswer other) => this with
    {
        Right = Right | other.Right,
        Wrong = Wrong | other.Wrong,
        Crashes = Crashes || other.Crashes,
        Error = other.Error ?? Error,
    };
}
