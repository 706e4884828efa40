using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// Squeeze-and-excitation (Hu et al. 2017) as MobileNetV3 has it: every channel is scaled by a number from 0 to 1 that two small layers make
/// of all channels' means; the gate is a hard sigmoid. Names are timm's.
/// </summary>
internal sealed class SqueezeExcite : Module<Tensor, Tensor>
{
    [ComponentName(Name = "conv_reduce")]
    private readonly Convolution _reduce;

    [ComponentName(Name = "conv_expand")]
    private readonly Convolution _expand;

    public SqueezeExcite(int channels, int squeezed)
        : base(nameof(SqueezeExcite))
    {
        _reduce = new Convolution(channels, squeezed, 1);
        _expand = new Convolution(squeezed, channels, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor squeezed = _reduce.call(input.mean([2, 3], keepdim: true)).relu_();
        Tensor gate = functional.hardsigmoid(_expand.call(squeezed));
        return (input * gate).MoveToOuterDisposeScope();
    }
}
