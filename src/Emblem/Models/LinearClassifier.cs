using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>The published classifier of ResNet and EfficientNet: the mean of each feature, then one linear layer to the 1000 classes of ImageNet.</summary>
internal sealed class LinearClassifier : Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Linear _linear;

    /// <param name="features">Channels of the extractor's output.</param>
    /// <param name="name">What checkpoints call the layer.</param>
    public LinearClassifier(int features, string name)
        : base(nameof(LinearClassifier))
    {
        _linear = Linear(features, Architecture.PublishedClasses);
        register_module(name, _linear);
    }

    public override Tensor forward(Tensor features)
    {
        using Tensor mean = features.mean([2, 3]);
        return _linear.call(mean);
    }
}
