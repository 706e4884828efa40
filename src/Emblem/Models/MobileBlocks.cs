using TorchSharp.Modules;
using TorchSharp.Utils;

namespace Emblem.Models;

/// <summary>
/// A depthwise convolution and a 1×1 one after it (Howard et al. 2017): the first block of EfficientNet and MobileNetV3. Names are timm's.
/// </summary>
internal sealed class DepthwiseSeparable : Layer
{
    private readonly MobileStyle _style;
    private readonly bool _skips;

    [ComponentName(Name = "conv_dw")]
    private readonly Convolution _depthwise;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "conv_pw")]
    private readonly Convolution _pointwise;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _bn2;

    public DepthwiseSeparable(int channels, int output, MobileStyle style)
        : base(nameof(DepthwiseSeparable))
    {
        _style = style;
        _skips = channels == output;
        _depthwise = style.Convolution(channels, channels, 3, groups: channels);
        _bn1 = style.Norm(channels);
        _pointwise = style.Convolution(channels, output, 1);
        _bn2 = style.Norm(output);
        RegisterComponents();
    }

    public override T Pass<T>(IOperations<T> on, T input)
    {
        T filtered = on.Activate(on.Through(input, _depthwise, _bn1), _style.Activation);
        T mixed = on.Through(filtered, _pointwise, _bn2);
        return _skips ? on.AddTo(mixed, input) : mixed;
    }
}

/// <summary>What an <see cref="InvertedResidual"/> makes of its input.</summary>
/// <param name="Expanded">Channels in between.</param>
/// <param name="Output">Channels of the result.</param>
/// <param name="Kernel">Side of the depthwise convolution.</param>
/// <param name="Stride">Its stride.</param>
/// <param name="Squeezed">Channels of the squeeze-and-excitation; 0 for none.</param>
internal readonly record struct InvertedResidualSize(int Expanded, int Output, int Kernel, int Stride = 1, int Squeezed = 0);

/// <summary>
/// Widen by a 1×1 convolution, filter each channel, narrow again, and add the input where the shapes allow it (Sandler et al. 2018, MobileNetV2).
/// The narrow end has no activation. Names are timm's.
/// </summary>
internal sealed class InvertedResidual : Layer
{
    private readonly MobileStyle _style;
    private readonly bool _skips;

    [ComponentName(Name = "conv_pw")]
    private readonly Convolution _widen;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "conv_dw")]
    private readonly Convolution _depthwise;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _bn2;

    [ComponentName(Name = "se")]
    private readonly SqueezeExcite? _excite;

    [ComponentName(Name = "conv_pwl")]
    private readonly Convolution _narrow;

    [ComponentName(Name = "bn3")]
    private readonly BatchNorm2d _bn3;

    public InvertedResidual(int channels, InvertedResidualSize size, MobileStyle style)
        : base(nameof(InvertedResidual))
    {
        _style = style;
        _skips = size.Stride == 1 && channels == size.Output;
        _widen = style.Convolution(channels, size.Expanded, 1);
        _bn1 = style.Norm(size.Expanded);
        _depthwise = style.Convolution(size.Expanded, size.Expanded, size.Kernel, size.Stride, size.Expanded);
        _bn2 = style.Norm(size.Expanded);
        _excite = size.Squeezed == 0 ? null : new SqueezeExcite(size.Expanded, size.Squeezed);
        _narrow = style.Convolution(size.Expanded, size.Output, 1);
        _bn3 = style.Norm(size.Output);
        RegisterComponents();
    }

    public override T Pass<T>(IOperations<T> on, T input)
    {
        T wide = on.Activate(on.Through(input, _widen, _bn1), _style.Activation);
        T filtered = on.Activate(on.Through(wide, _depthwise, _bn2), _style.Activation);
        T narrow = on.Through(_excite is null ? filtered : on.Through(filtered, _excite), _narrow, _bn3);
        return _skips ? on.AddTo(narrow, input) : narrow;
    }
}
