using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>Halves size, except where the channels stay, then refines in blocks. Names are timm's.</summary>
internal sealed class ConvNeXtStage : Layer
{
    [ComponentName(Name = "downsample")]
    private readonly Sequential? _downsample;

    [ComponentName(Name = "blocks")]
    private readonly Sequential _blocks;

    public ConvNeXtStage(int channels, int width, int depth)
        : base(nameof(ConvNeXtStage))
    {
        if (channels != width)
            _downsample = Sequential(new ChannelNorm(channels), new Convolution(channels, width, 2, stride: 2));
        _blocks = Sequential(Enumerable.Range(0, depth).Select(_ => new ConvNeXtBlock(width)));
        RegisterComponents();
    }

    public override T Pass<T>(IOperations<T> on, T input) => on.Through(_downsample is null ? input : on.Through(input, _downsample), _blocks);
}

/// <summary>
/// A 7×7 depthwise convolution, then two linear layers over the channels of each place, added to the input by a learned share of each
/// channel (layer scale, Touvron et al. 2021). Between the convolution and the sum channels come last, which linear layers want.
/// </summary>
internal sealed class ConvNeXtBlock : Layer
{
    /// <summary>The share that a fresh block adds of each channel.</summary>
    public const double StartingShare = 1e-6;

    private const int Expansion = 4;

    [ComponentName(Name = "gamma")]
    private readonly Parameter _share;

    [ComponentName(Name = "conv_dw")]
    private readonly Convolution _depthwise;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "mlp")]
    private readonly Sequential _mlp;

    public ConvNeXtBlock(int width)
        : base(nameof(ConvNeXtBlock))
    {
        _share = Parameter(tensor([.. Enumerable.Repeat((float)StartingShare, width)]));
        _depthwise = new Convolution(width, width, 7, padding: 3, groups: width);
        _norm = LayerNorm(width, ChannelNorm.Epsilon);
        _mlp = Sequential(("fc1", new Dense(width, Expansion * width)), ("act", GELU()), ("fc2", new Dense(Expansion * width, width)));
        RegisterComponents();
    }

    public override T Pass<T>(IOperations<T> on, T input)
    {
        T change = on.Through(on.ChannelsLast(on.Through(input, _depthwise)), _norm, _mlp);
        return on.Sum(input, on.ChannelsFirst(on.Scale(change, _share)));
    }
}

/// <summary>Layer norm (Ba et al. 2016) over the channels of each place of a picture [n, channels, h, w].</summary>
internal sealed class ChannelNorm : Layer
{
    /// <summary>Added to the variance in all of the network's norms.</summary>
    public const double Epsilon = 1e-6;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    public ChannelNorm(int channels)
        : base(nameof(ChannelNorm))
    {
        _weight = Parameter(ones(channels));
        _bias = Parameter(zeros(channels));
        RegisterComponents();
    }

    public override T Pass<T>(IOperations<T> on, T input) => on.ChannelsFirst(on.LayerNorm(on.ChannelsLast(input), _weight, _bias, Epsilon));
}
