using Emblem.ModelFiles;
using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.Models;

/// <summary>Makes numbers of the features' maps, the first thing that every head of ours does.</summary>
internal static class FeaturePooling
{
    // Where nothing answers the mean is 0, at which a root has no slope: below this it is nearly a line, so that training can go on from it.
    private const float Bend = 1e-4f;

    /// <summary>Numbers that a feature becomes.</summary>
    public static int NumbersOf(HeadPooling pooling) => pooling == HeadPooling.LargestAndMean ? 2 : 1;

    /// <summary>Features [n, features, h, w] to [n, numbers]; of largest and mean the largest first, as fast.ai joins them and published heads rely on.</summary>
    public static Tensor Pool(Tensor features, HeadPooling pooling)
    {
        using var scope = NewDisposeScope();
        Tensor means = features.mean([2, 3]);
        Tensor numbers = pooling switch
        {
            HeadPooling.LargestAndMean => cat([features.amax([2, 3]), means], 1),
            HeadPooling.RootOfMean => SignedRoot(means),
            _ => means,
        };
        return numbers.MoveToOuterDisposeScope();
    }

    private static Tensor SignedRoot(Tensor values)
    {
        using Scalar bend = Bend;
        using Scalar bent = MathF.Sqrt(Bend);
        return values.abs().add(bend).sqrt().sub(bent) * values.sign();
    }
}
