using Emblem.ModelFiles;
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
    public static T Pool<T>(IOperations<T> on, T features, HeadPooling pooling)
        where T : class
    {
        T means = on.Mean(features);
        return pooling switch
        {
            HeadPooling.LargestAndMean => on.Join(on.Largest(features), means),
            HeadPooling.RootOfMean => on.SignedRoot(means, Bend),
            _ => means,
        };
    }

    /// <summary>The same by torch.</summary>
    public static Tensor Pool(Tensor features, HeadPooling pooling)
    {
        using var scope = NewDisposeScope();
        return Pool(TorchOperations.Instance, features, pooling).MoveToOuterDisposeScope();
    }
}
