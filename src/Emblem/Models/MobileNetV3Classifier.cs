using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>The published classifier of MobileNetV3: the mean of each feature, 1280 mixtures of them, hard swish, one linear layer.</summary>
internal sealed class MobileNetV3Classifier : Module<Tensor, Tensor>
{
    private const int Mixtures = 1280;

    [ComponentName(Name = "conv_head")]
    private readonly Convolution _mix;

    [ComponentName(Name = "classifier")]
    private readonly Linear _linear;

    public MobileNetV3Classifier(int features)
        : base(nameof(MobileNetV3Classifier))
    {
        _mix = new Convolution(features, Mixtures, 1);
        _linear = Linear(Mixtures, Architecture.PublishedClasses);
        RegisterComponents();
    }

    public override Tensor forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        Tensor mixed = functional.hardswish(_mix.call(features.mean([2, 3], keepdim: true)));
        return _linear.call(mixed.flatten(1)).MoveToOuterDisposeScope();
    }
}
