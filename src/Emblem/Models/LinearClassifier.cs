using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>The published classifier of ResNet and EfficientNet: the mean of each feature, then one linear layer to the 1000 classes of ImageNet.</summary>
internal sealed class LinearClassifier : Module<Tensor, Tensor>
{
    // Not the layer itself: TorchSharp would register a field that holds one under the field's name too.
    private readonly Func<Tensor, Tensor> _linear;

    /// <param name="features">Channels of the extractor's output.</param>
    /// <param name="name">What checkpoints call the layer.</param>
    public LinearClassifier(int features, string name)
        : base(nameof(LinearClassifier))
    {
        TorchSharp.Modules.Linear layer = Linear(features, Architecture.PublishedClasses);
        register_module(name, layer);
        _linear = layer.call;
    }

    public override Tensor forward(Tensor features)
    {
        using Tensor mean = features.mean([2, 3]);
        return _linear(mean);
    }
}
