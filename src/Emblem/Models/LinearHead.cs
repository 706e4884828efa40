using Emblem.ModelFiles;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// The mean of each feature or another number of it, standardised by numbers that do not learn, and one linear layer: what a regression on cached features gives,
/// as a head like any other. State names: <c>mean</c>, <c>inverse_deviation</c>, <c>linear.weight</c>, <c>linear.bias</c>.
/// </summary>
internal sealed class LinearHead : Layer
{
    [ComponentName(Name = "linear")]
    private readonly Linear _linear;

    private readonly Tensor _mean;
    private readonly Tensor _inverseDeviation;
    private readonly HeadPooling _pooling;

    /// <summary>A head that standardises nothing yet.</summary>
    public LinearHead(int features, int classes, HeadPooling pooling = HeadPooling.Mean)
        : base(nameof(LinearHead))
    {
        _pooling = pooling;
        int numbers = features * FeaturePooling.NumbersOf(pooling);
        _linear = Linear(numbers, classes);
        _mean = zeros(numbers);
        _inverseDeviation = ones(numbers);
        register_buffer("mean", _mean);
        register_buffer("inverse_deviation", _inverseDeviation);
        RegisterComponents();
    }

    /// <summary>The layer after standardising.</summary>
    public Module<Tensor, Tensor> Layer => _linear;

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

    /// <summary>Features [n, features, h, w] to the numbers that are standardised: what a regression is fitted on.</summary>
    public Tensor Pool(Tensor features) => FeaturePooling.Pool(features, _pooling);

    /// <summary>Features [n, features, h, w] to logits [n, classes].</summary>
    public override T Pass<T>(IOperations<T> on, T features) =>
        on.Through(on.Scale(on.Less(FeaturePooling.Pool(on, features, _pooling), _mean), _inverseDeviation), _linear);
}
