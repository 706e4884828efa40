using Emblem.Compute;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// A residual block with the original order conv, norm, activation (He et al. 2015). A block frees its intermediate results at its
/// end; what the gradient needs, autograd keeps.
/// </summary>
internal abstract class ResidualBlock(string name) : Module<Tensor, Tensor>(name)
{
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor sum = Residual(input).add_(Shortcut(input), Kept.One);
        return sum.relu_().MoveToOuterDisposeScope();
    }

    protected abstract Tensor Residual(Tensor input);

    protected abstract Tensor Shortcut(Tensor input);

    /// <summary>Where size or channels change, the shortcut is a strided 1×1 convolution and its norm.</summary>
    protected static Sequential? MakeShortcut(int channels, int output, int stride) => stride == 1 && channels == output
        ? null
        : Sequential(Padded(channels, output, 1, stride), BatchNorm2d(output));

    protected static Convolution Padded(int channels, int output, int kernel, int stride = 1, int groups = 1) =>
        new(channels, output, kernel, stride, kernel / 2, groups, bias: false);
}

/// <summary>Two 3×3 convolutions: ResNet-18 and -34.</summary>
internal sealed class BasicBlock : ResidualBlock
{
    [ComponentName(Name = "conv1")]
    private readonly Convolution _conv1;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "conv2")]
    private readonly Convolution _conv2;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _bn2;

    [ComponentName(Name = "downsample")]
    private readonly Sequential? _downsample;

    public BasicBlock(int channels, int width, int stride)
        : base(nameof(BasicBlock))
    {
        _conv1 = Padded(channels, width, 3, stride);
        _bn1 = BatchNorm2d(width);
        _conv2 = Padded(width, width, 3);
        _bn2 = BatchNorm2d(width);
        _downsample = MakeShortcut(channels, width, stride);
        RegisterComponents();
    }

    protected override Tensor Residual(Tensor input) =>
        _bn2.call(_conv2.call(_bn1.call(_conv1.call(input)).relu_()));

    protected override Tensor Shortcut(Tensor input) => _downsample?.call(input) ?? input;
}

/// <summary>
/// 1×1, 3×3, 1×1: ResNet-50 and deeper. The stride is in the 3×3, as torchvision has it; the 3×3 may be wider than a quarter of the
/// output, and in groups.
/// </summary>
internal sealed class Bottleneck : ResidualBlock
{
    public const int Expansion = 4;

    [ComponentName(Name = "conv1")]
    private readonly Convolution _conv1;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "conv2")]
    private readonly Convolution _conv2;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _bn2;

    [ComponentName(Name = "conv3")]
    private readonly Convolution _conv3;

    [ComponentName(Name = "bn3")]
    private readonly BatchNorm2d _bn3;

    [ComponentName(Name = "downsample")]
    private readonly Sequential? _downsample;

    public Bottleneck(int channels, int inner, int output, int stride, int groups)
        : base(nameof(Bottleneck))
    {
        _conv1 = Padded(channels, inner, 1);
        _bn1 = BatchNorm2d(inner);
        _conv2 = Padded(inner, inner, 3, stride, groups);
        _bn2 = BatchNorm2d(inner);
        _conv3 = Padded(inner, output, 1);
        _bn3 = BatchNorm2d(output);
        _downsample = MakeShortcut(channels, output, stride);
        RegisterComponents();
    }

    protected override Tensor Residual(Tensor input)
    {
        Tensor narrow = _bn1.call(_conv1.call(input)).relu_();
        Tensor wide = _bn2.call(_conv2.call(narrow)).relu_();
        return _bn3.call(_conv3.call(wide));
    }

    protected override Tensor Shortcut(Tensor input) => _downsample?.call(input) ?? input;
}
