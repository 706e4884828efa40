using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// A residual block with the original order conv, norm, activation (He et al. 2015).
/// </summary>
internal abstract class ResidualBlock(string name) : Layer(name)
{
    /// <summary>The norm and convolution where size or channels change; null where the input is added as it is.</summary>
    protected abstract Sequential? Shortcut { get; }

    public sealed override T Pass<T>(IOperations<T> on, T input) =>
        on.Activate(on.AddTo(Residual(on, input), Shortcut is null ? input : on.Through(input, Shortcut)), Activation.ReLU);

    protected abstract T Residual<T>(IOperations<T> on, T input)
        where T : class;

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

    protected override Sequential? Shortcut => _downsample;

    protected override T Residual<T>(IOperations<T> on, T input) =>
        on.Through(on.Activate(on.Through(input, _conv1, _bn1), Activation.ReLU), _conv2, _bn2);
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

    /// <summary>The norm before the sum: from random weights its scale starts at 0, so that the block passes on its input (<see cref="WeightInitialization"/>).</summary>
    public BatchNorm2d LastNorm => _bn3;

    protected override Sequential? Shortcut => _downsample;

    protected override T Residual<T>(IOperations<T> on, T input)
    {
        T narrow = on.Activate(on.Through(input, _conv1, _bn1), Activation.ReLU);
        T wide = on.Activate(on.Through(narrow, _conv2, _bn2), Activation.ReLU);
        return on.Through(wide, _conv3, _bn3);
    }
}
