using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// The mean of each feature, standardised by numbers that do not learn, and one linear layer: what a regression on cached features gives,
/// as a head like any other. State names: <c>mean</c>, <c>inverse_deviation</c>, <c>linear.weight</c>, <c>linear.bias</c>.
/// </summary>
internal sealed class LinearHead : Module<Tensor, Tensor>
{
    [ComponentName(Name = "linear")]
    private readonly Linear _linear;

    private readonly Tensor _mean;
    private readonly Tensor _inverseDeviation;

    /// <summary>A head that standardises nothing yet.</summary>
    public LinearHead(int features, int classes)
        : base(nameof(LinearHead))
    {
        _linear = Linear(features, classes);
        _mean = zeros(features);
        _inverseDeviation = ones(features);
        register_buffer("mean", _mean);
        register_buffer("inverse_deviation", _inverseDeviation);
        RegisterComponents();
    }

    /// <summary>The layer after standardising.</summary>
    public Module<Tensor, Tensor> Layer => _linear;

    /// <summary>A head with the numbers of a fit.</summary>
    public static LinearHead From(LinearFit fit)
    {
        var head = new LinearHead(fit.Mean.Count, fit.Bias.Count);
        head.Take(fit);
        return head;
    }

    /// <summary>Takes the numbers of a fit of the same size over.</summary>
    public void Take(LinearFit fit)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        _mean.copy_(tensor([.. fit.Mean]));
        _inverseDeviation.copy_(tensor([.. fit.Scale.Select(scale => 1 / scale)]));
        _linear.weight.copy_(tensor([.. fit.Weights.SelectMany(row => row)]).reshape(fit.Bias.Count, fit.Mean.Count));
        _linear.bias!.copy_(tensor([.. fit.Bias]));
    }

    /// <summary>Features [n, features, h, w] to logits [n, classes].</summary>
    public override Tensor forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        Tensor standard = (features.mean([2, 3]) - _mean) * _inverseDeviation;
        return _linear.forward(standard).MoveToOuterDisposeScope();
    }
}
