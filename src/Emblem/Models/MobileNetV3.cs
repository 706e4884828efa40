using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// MobileNetV3-Large (Howard et al. 2019), timm's names (<c>mobilenetv3_large_100</c>). Features are the 960 channels before pooling, at 1/32
/// of the input's size: the paper's next layer, which mixes them to 1280, acts on their means and so belongs to the classifier.
/// Stochastic depth is left out: it acts in training only.
/// </summary>
internal sealed class MobileNetV3 : FeatureExtractor
{
    private const int Stem = 16;
    private const int Last = 960;
    private static readonly MobileStyle Early = new(Activation.ReLU);
    private static readonly MobileStyle Late = new(Activation.HardSwish);

    /// <summary>Stages 1 to 5 of the paper's table, block by block.</summary>
    private static readonly (MobileStyle Style, InvertedResidualSize[] Blocks)[] Table =
    [
        (Early, [new(64, 24, 3, 2), new(72, 24, 3)]),
        (Early, [new(72, 40, 5, 2, 24), new(120, 40, 5, 1, 32), new(120, 40, 5, 1, 32)]),
        (Late, [new(240, 80, 3, 2), new(200, 80, 3), new(184, 80, 3), new(184, 80, 3)]),
        (Late, [new(480, 112, 3, 1, 120), new(672, 112, 3, 1, 168)]),
        (Late, [new(672, 160, 5, 2, 168), new(960, 160, 5, 1, 240), new(960, 160, 5, 1, 240)]),
    ];

    [ComponentName(Name = "conv_stem")]
    private readonly Convolution _stem;

    [ComponentName(Name = "bn1")]
    private readonly BatchNorm2d _bn1;

    [ComponentName(Name = "blocks")]
    private readonly Sequential _blocks;

    private readonly Sequential[] _stages;

    public MobileNetV3()
        : base(nameof(MobileNetV3))
    {
        _stem = Late.Convolution(3, Stem, 3, stride: 2);
        _bn1 = Late.Norm(Stem);
        _stages = [.. MakeStages()];
        _blocks = Sequential(_stages);
        RegisterComponents();
    }

    public override IReadOnlyList<int> StageWidths { get; } = [Stem, .. Table.Select(row => row.Blocks[^1].Output), Last];

    public override IReadOnlyList<IReadOnlyList<Module>> Groups => [[_stem, _bn1, .. _stages[..3]], [.. _stages[3..]]];

    public override IEnumerable<T> Maps<T>(IOperations<T> on, T input) => MapsAfter(on, -1, on.Activate(on.Through(input, _stem, _bn1), Late.Activation));

    public override IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map) => InTurn(on, _stages[(stage + 1)..], map);

    private static IEnumerable<Sequential> MakeStages()
    {
        yield return Sequential(new DepthwiseSeparable(Stem, Stem, Early));
        int channels = Stem;
        foreach ((MobileStyle style, InvertedResidualSize[] sizes) in Table)
        {
            var blocks = new List<InvertedResidual>();
            foreach (InvertedResidualSize size in sizes)
            {
                blocks.Add(new InvertedResidual(channels, size, style));
                channels = size.Output;
            }

            yield return Sequential(blocks);
        }

        yield return Sequential(new Pointwise(channels));
    }

    /// <summary>The last stage: a 1×1 convolution, norm and activation.</summary>
    private sealed class Pointwise : Layer
    {
        [ComponentName(Name = "conv")]
        private readonly Convolution _conv;

        [ComponentName(Name = "bn1")]
        private readonly BatchNorm2d _bn1;

        public Pointwise(int channels)
            : base(nameof(Pointwise))
        {
            _conv = Late.Convolution(channels, Last, 1);
            _bn1 = Late.Norm(Last);
            RegisterComponents();
        }

        public override T Pass<T>(IOperations<T> on, T input) => on.Activate(on.Through(input, _conv, _bn1), Late.Activation);
    }
}
