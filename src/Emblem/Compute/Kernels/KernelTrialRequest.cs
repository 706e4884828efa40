namespace Emblem.Compute.Kernels;

/// <summary>What a worker is asked: to try one way of computing a convolution.</summary>
/// <param name="Shape">Of the convolution.</param>
/// <param name="Way">Of computing it.</param>
/// <param name="Threads">That compute.</param>
/// <param name="Parts">That are looked at.</param>
internal sealed record KernelTrialRequest(ConvolutionShape Shape, ConvolutionWay Way, int Threads, KernelParts Parts);
