using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>The published classifier of ConvNeXt: the mean of each feature, layer norm, one linear layer.</summary>
internal sealed class ConvNeXtClassifier : Module<Tensor, Tensor>
{
    [ComponentName(Name = "head")]
    private readonly Sequential _head;

    public ConvNeXtClassifier(int features)
        : base(nameof(ConvNeXtClassifier))
    {
        _head = Sequential(("norm", LayerNorm(features, ChannelNorm.Epsilon)), ("fc", Linear(features, Architecture.PublishedClasses)));
        RegisterComponents();
    }

    public override Tensor forward(Tensor features)
    {
        using Tensor mean = features.mean([2, 3]);
        return _head.call(mean);
    }
}
