using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// EfficientNet-Lite0: EfficientNet (Tan and Le 2019) without squeeze-and-excitation and with ReLU6, made by its authors for small devices.
/// TensorFlow's padding and batch-norm epsilon, timm's names (<c>tf_efficientnet_lite0</c>). Features at 1/32 of the input's size, rounded
/// up. Stochastic depth, with which the published weights were trained, is left out: it acts in training only.
/// </summary>
internal sealed class EfficientNetLite : FeatureExtractor
{
    private const int Stem = 32;
    private const int First = 16;
    private const int Last = 320;
    private const int Features = 1280;
    private static readonly MobileStyle Style = new(Activation.ReLU6, NormEpsilon: 1e-3, Same: true);

    /// <summary>Stages 1 to 6: blocks, widening, channels, kernel, and the stride of the first block.</summary>
    private static readonly (int Blocks, int Widening, int Channels, int Kernel, int Stride)[] Table =
    [
        (2, 6, 24, 3, 2),
        (2, 6, 40, 5, 2),
        (3, 6, 80, 3, 2),
        (3, 6, 112, 5, 1),
        (4, 6, 192, 5, 2),
        (1, 6, Last, 3, 1),
    ];

    [ComponentName(Name = "conv_stem")]
    private readonly Convolution _stem;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "blocks")]
    private readonly Sequential _blocks;

    [ComponentName(Name = "conv_head")]
    private readonly Convolution _head;

    [ComponentName(Name = "bn2")]
    private readonly BatchNorm2d _bn2;

    private readonly Sequential[] _stages;

    public EfficientNetLite()
        : base(nameof(EfficientNetLite))
    {
        _stem = Style.Convolution(3, Stem, 3, stride: 2);
        _bn1 = Style.Norm(Stem);
        _stages = [.. MakeStages()];
        _blocks = Sequential(_stages);
        _head = Style.Convolution(Last, Features, 1);
        _bn2 = Style.Norm(Features);
        RegisterComponents();
    }

    public override IReadOnlyList<int> StageWidths { get; } = [First, .. Table.Select(row => row.Channels), Features];

    public override IReadOnlyList<IReadOnlyList<Module>> Groups => [[_stem, _bn1, .. _stages[..3]], [.. _stages[3..], _head, _bn2]];

    public override IEnumerable<T> Maps<T>(IOperations<T> on, T input) => MapsAfter(on, -1, on.Activate(on.Through(input, _stem, _bn1), Style.Activation));

    public override IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map)
    {
        if (stage >= _stages.Length)
            yield break;
        foreach (T next in InTurn(on, _stages[(stage + 1)..], map))
        {
            map = next;
            yield return map;
        }

        yield return on.Activate(on.Through(map, _head, _bn2), Style.Activation);
    }

    private static IEnumerable<Sequential> MakeStages()
    {
        yield return Sequential(new DepthwiseSeparable(Stem, First, Style));
        int channels = First;
        foreach ((int blocks, int widening, int output, int kernel, int stride) in Table)
        {
            int input = channels;
            yield return Sequential(Enumerable.Range(0, blocks).Select(i => i == 0
                ? new InvertedResidual(input, new(input * widening, output, kernel, stride), Style)
                : new InvertedResidual(output, new(output * widening, output, kernel), Style)));
            channels = output;
        }
    }
}
