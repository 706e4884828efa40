namespace Emblem.Compute.Kernels;

/// <summary>What a trial of one way of computing a convolution found.</summary>
/// <param name="Right">Parts whose every sum was as it should be.</param>
/// <param name="Wrong">Parts with a sum that was not, or that could not be computed.</param>
/// <param name="Error">The largest distance of a sum from what it should be, in units of the size that such sums have; NaN for what is no number.</param>
internal readonly record struct KernelVerdict(KernelParts Right, KernelParts Wrong, double Error);
