using TorchSharp.Utils;

namespace Emblem.Models;

/// <summary>
/// Squeeze-and-excitation (Hu et al. 2017) as MobileNetV3 has it: every channel is scaled by a number from 0 to 1 that two small layers make
/// of all channels' means; the gate is a hard sigmoid. Names are timm's.
/// </summary>
internal sealed class SqueezeExcite : Layer
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

    public override T Pass<T>(IOperations<T> on, T input)
    {
        T squeezed = on.Activate(on.Through(on.MeanMap(input), _reduce), Activation.ReLU);
        return on.Gate(input, on.Activate(on.Through(squeezed, _expand), Activation.HardSigmoid));
    }
}
