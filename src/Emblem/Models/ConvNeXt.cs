using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// ConvNeXt-Tiny (Liu et al. 2022), timm's names (<c>convnext_tiny</c>): features at 1/32 of the input's size, rounded down at each of the four
/// halvings after the stem. Stochastic depth is left out: it acts in training only.
/// <para>
/// It has layer norms and no batch norm. fast.ai leaves only batch norms trainable in frozen groups (its <c>bn_types</c>), so a frozen group
/// of this network learns nothing at all; layer norm keeps no running statistics either, so nothing follows the new pictures.
/// </para>
/// </summary>
internal sealed class ConvNeXt : FeatureExtractor
{
    private static readonly int[] Depths = [3, 3, 9, 3];
    private static readonly int[] Widths = [96, 192, 384, 768];

    [ComponentName(Name = "stem")]
    private readonly Sequential _stem;

    [ComponentName(Name = "stages")]
    private readonly Sequential _all;

    private readonly ConvNeXtStage[] _stages;

    public ConvNeXt()
        : base(nameof(ConvNeXt))
    {
        _stem = Sequential(new Convolution(3, Widths[0], 4, stride: 4), new ChannelNorm(Widths[0]));
        _stages = [.. Widths.Select((width, i) => new ConvNeXtStage(i == 0 ? width : Widths[i - 1], width, Depths[i]))];
        _all = Sequential(_stages);
        RegisterComponents();
    }

    public override IReadOnlyList<int> StageWidths => Widths;

    public override IReadOnlyList<IReadOnlyList<Module>> Groups => [[_stem, .. _stages[..2]], [.. _stages[2..]]];

    /// <summary>The authors': normal with this deviation (they cut it off at ±2, a hundred deviations away).</summary>
    public override double? StartingDeviation => 0.02;

    public override IEnumerable<T> Maps<T>(IOperations<T> on, T input) => MapsAfter(on, -1, on.Through(input, _stem));

    public override IEnumerable<T> MapsAfter<T>(IOperations<T> on, int stage, T map) => InTurn(on, _stages[(stage + 1)..], map);
}
