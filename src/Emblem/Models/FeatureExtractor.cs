using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// The part of a network that turns pictures into features, without its classifier: float [n, 3, h, w] to [n, features, h', w'].
/// State-dictionary names are those of the published checkpoints, so nothing is renamed by hand.
/// </summary>
internal abstract class FeatureExtractor(string name) : Module<Tensor, Tensor>(name)
{
    /// <summary>Channels of the output.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>
    /// The layer groups from the input on, each with its own learning rate; together they hold every parameter once. All networks are cut
    /// where fast.ai cuts ResNet: the first group ends with the layers that see 1/8 of the input's size.
    /// </summary>
    public abstract IReadOnlyList<IReadOnlyList<Module>> Groups { get; }

    /// <summary>The standard deviation of random starting weights; null for He et al. 2015.</summary>
    public virtual double? StartingDeviation => null;
}
