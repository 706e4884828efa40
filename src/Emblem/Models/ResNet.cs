using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// ResNet (He et al. 2015), ResNeXt (Xie et al. 2016) and wide ResNet (Zagoruyko and Komodakis 2016) as torchvision builds them, without
/// their last two layers: features at 1/32 of the input's size. Groups as fast.ai cuts it: stem to layer2, layer3 and layer4.
/// </summary>
internal sealed class ResNet : FeatureExtractor
{
    private static readonly int[] Widths = [64, 128, 256, 512];

    [ComponentName(Name = "conv1")]
    private readonly Convolution _conv1;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "layer1")]
    private readonly Sequential _layer1;

    [ComponentName(Name = "layer2")]
    private readonly Sequential _layer2;

    [ComponentName(Name = "layer3")]
    private readonly Sequential _layer3;

    [ComponentName(Name = "layer4")]
    private readonly Sequential _layer4;

    private ResNet(IReadOnlyList<int> depths, int expansion, Func<int, int, int, ResidualBlock> block)
        : base(nameof(ResNet))
    {
        _conv1 = new Convolution(3, 64, 7, stride: 2, padding: 3, bias: false);
        _bn1 = BatchNorm2d(64);
        Sequential[] layers = [.. Widths.Select((width, i) =>
            MakeLayer(i == 0 ? 64 : Widths[i - 1] * expansion, width, expansion, depths[i], i == 0 ? 1 : 2, block))];
        (_layer1, _layer2, _layer3, _layer4) = (layers[0], layers[1], layers[2], layers[3]);
        StageWidths = [.. Widths.Select(width => width * expansion)];
        RegisterComponents();
    }

    public override IReadOnlyList<int> StageWidths { get; }

    public override IReadOnlyList<IReadOnlyList<Module>> Groups => [[_conv1, _bn1, _layer1, _layer2], [_layer3, _layer4]];

    /// <summary>ResNet-18 and -34: the blocks of each layer.</summary>
    public static ResNet Basic(params IReadOnlyList<int> depths) =>
        new(depths, 1, (channels, width, stride) => new BasicBlock(channels, width, stride));

    /// <summary>ResNet-50, -101 and -152: the blocks of each layer.</summary>
    public static ResNet Deep(params IReadOnlyList<int> depths) => Grouped(1, 64, depths);

    /// <summary>ResNeXt and wide ResNet: the deep ones with another 3×3 convolution in each block.</summary>
    /// <param name="groups">Groups of that convolution; 1 for a wide ResNet.</param>
    /// <param name="groupWidth">Channels of a group where the plain network has 64 altogether.</param>
    /// <param name="depths">The blocks of each layer.</param>
    public static ResNet Grouped(int groups, int groupWidth, params IReadOnlyList<int> depths) =>
        new(depths, Bottleneck.Expansion, (channels, width, stride) =>
            new Bottleneck(channels, width * groupWidth / 64 * groups, width * Bottleneck.Expansion, stride, groups));

    /// <summary>The first stage's maps are the largest: in parts, unless its norms learn from the whole batch.</summary>
    public override IEnumerable<T> Maps<T>(IOperations<T> on, T input)
    {
        T first = _bn1.training ? First(input) : on.InParts(input, First);
        return MapsAfter(on, 0, first).Prepend(first);

        T First(T pictures) => on.Through(Stem(on, pictures), _layer1);
    }

    public override IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map) =>
        InTurn(on, ((Sequential[])[_layer2, _layer3, _layer4])[stage..], map);

    /// <summary>Its pictures are the network's largest: each that the gradient does not need goes as soon as the next is there.</summary>
    private T Stem<T>(IOperations<T> on, T input)
        where T : class
    {
        T normed = on.Through(input, _conv1, _bn1);
        T pooled = on.RectifiedMaxPool(normed);
        on.Release(normed);
        return pooled;
    }

    private static Sequential MakeLayer(
        int channels, int width, int expansion, int depth, int stride, Func<int, int, int, ResidualBlock> block) =>
        Sequential(Enumerable.Range(0, depth).Select(i => i == 0 ? block(channels, width, stride) : block(width * expansion, width, 1)));
}
