using Emblem.Training.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Benchmarks;

/// <summary>The baseline of the optimizer: AdamW by torch's own operations, parameter by parameter, gradients set to zero afterwards.</summary>
internal sealed class PlainAdamW(IReadOnlyList<Parameter> parameters, double decay) : IDisposable
{
    private readonly IReadOnlyList<(Parameter Parameter, Tensor Mean, Tensor Square)> _slots =
        [.. parameters.Select(parameter => (parameter, zeros_like(parameter).DetachFromDisposeScope(), zeros_like(parameter).DetachFromDisposeScope()))];

    private int _steps;

    public void Step(double rate, double beta1)
    {
        using var quiet = no_grad();
        var factors = AdamWFactors.For(rate, beta1, decay, ++_steps);
        foreach ((Parameter parameter, Tensor mean, Tensor square) in _slots)
        {
            using Tensor? gradient = parameter.grad;
            if (gradient is null)
                continue;
            TensorStep.Take(parameter, gradient, mean, square, factors);
            gradient.zero_();
        }
    }

    public void Dispose()
    {
        foreach ((_, Tensor mean, Tensor square) in _slots)
        {
            mean.Dispose();
            square.Dispose();
        }
    }
}
