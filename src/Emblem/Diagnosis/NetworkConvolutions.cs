using Emblem.Compute.Kernels;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Diagnosis;

/// <summary>The convolutions of a network, found by passing a batch of no pictures through it: that has all the shapes and none of the work.</summary>
internal static class NetworkConvolutions
{
    /// <summary>Each once, for pictures of a side in pixels; their batch is still empty.</summary>
    public static IReadOnlyList<ConvolutionShape> Of(Architecture network, int side)
    {
        var found = new HashSet<ConvolutionShape>();
        using FeatureExtractor body = network.CreateBody();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        body.eval();
        var noting = new KernelSelection(
            checks: false,
            (shape, way, input, weight, bias) =>
            {
                found.Add(shape);
                return ConvolutionKernels.Compute(shape, way, input, weight, bias);
            });
        foreach (Convolution layer in body.modules().OfType<Convolution>())
            layer.Kernels = noting;
        body.call(zeros(0, 3, side, side));
        return [.. found];
    }
}
