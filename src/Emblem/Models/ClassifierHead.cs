using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// fast.ai's head for transfer learning: largest and mean value of each feature, then two linear layers with batch norm and
/// dropout. State names are the positions in fast.ai's own sequence (<c>2.weight</c>, <c>4.weight</c>, …).
/// </summary>
internal sealed class ClassifierHead : Module<Tensor, Tensor>
{
    private const int Hidden = 512;
    private readonly IReadOnlyList<Module<Tensor, Tensor>> _layers;
    private readonly IReadOnlyList<SeededDropout> _dropouts;

    /// <param name="features">Channels of the extractor's output.</param>
    /// <param name="classes">Logits to make.</param>
    /// <param name="finalNorm">fast.ai's <c>bn_final</c>: batch norm with momentum 0.01 over the logits.</param>
    public ClassifierHead(int features, int classes, bool finalNorm = false)
        : base(nameof(ClassifierHead))
    {
        var early = new SeededDropout(0.25);
        var late = new SeededDropout(0.5);
        List<(int At, Module<Tensor, Tensor> Layer)> layers =
        [
            (2, BatchNorm1d(2 * features)),
            (3, early),
            (4, Linear(2 * features, Hidden)),
            (5, ReLU(inplace: true)),
            (6, BatchNorm1d(Hidden)),
            (7, late),
            (8, Linear(Hidden, classes)),
        ];
        if (finalNorm)
            layers.Add((9, BatchNorm1d(classes, momentum: 0.01)));
        foreach ((int at, Module<Tensor, Tensor> layer) in layers)
            register_module(at.ToString(System.Globalization.CultureInfo.InvariantCulture), layer);
        _layers = [.. layers.Select(item => item.Layer)];
        _dropouts = [early, late];
    }

    /// <summary>Fixes the dropout masks of the next batch.</summary>
    public void Reseed(Foundation.RandomStream random)
    {
        foreach (SeededDropout dropout in _dropouts)
            dropout.Reseed((long)(random.NextBits() >> 1));
    }

    public override Tensor forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        // The largest first, then the mean: the order in which fast.ai joins them, which published heads rely on.
        Tensor largest = features.amax([2, 3]);
        Tensor mean = features.mean([2, 3]);
        Tensor values = cat([largest, mean], 1);
        foreach (Module<Tensor, Tensor> layer in _layers)
            values = layer.forward(values);
        return values.MoveToOuterDisposeScope();
    }
}
