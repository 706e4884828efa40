using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Training.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2017) as fast.ai v1 steps it: the weights shrink by rate × decay before the step,
/// batch norms and biases too, and epsilon is 1e-8. Rates are one a layer group.
/// </summary>
/// <remarks>Costs two tensors as large as the trainable parameters. Not torch's own: that keeps betas fixed for its life.</remarks>
internal sealed class AdamW : IDisposable
{
    private const double Beta2 = 0.99;
    private const double Epsilon = 1e-8;

    private readonly IReadOnlyList<IReadOnlyList<Slot>> _groups;
    private readonly double _decay;

    public AdamW(IReadOnlyList<IReadOnlyList<Parameter>> groups, double decay)
    {
        _decay = decay;
        _groups = [.. groups.Select(group => (IReadOnlyList<Slot>)[.. group.Select(parameter => new Slot(parameter))])];
    }

    /// <summary>One step with the gradients as they are, which it clears.</summary>
    /// <param name="rates">One a group.</param>
    /// <param name="beta1">Momentum.</param>
    public void Step(IReadOnlyList<double> rates, double beta1)
    {
        using var quiet = no_grad();
        foreach ((int index, IReadOnlyList<Slot> group) in _groups.Index())
        {
            foreach (Slot slot in group)
                slot.Step(rates[index], beta1, _decay);
        }
    }

    /// <summary>Copies the moments out; <see cref="Restore"/> puts them back. The caller disposes.</summary>
    public AdamWState Capture() => new([.. _groups.SelectMany(group => group).Select(slot => slot.Capture())]);

    public void Restore(AdamWState state)
    {
        using var quiet = no_grad();
        foreach ((Slot slot, AdamWState.Moments moments) in _groups.SelectMany(group => group).Zip(state.All))
            slot.Restore(moments);
    }

    public void Dispose()
    {
        foreach (Slot slot in _groups.SelectMany(group => group))
            slot.Dispose();
    }

    /// <summary>A parameter with its moments.</summary>
    private sealed class Slot : IDisposable
    {
        private readonly Parameter _parameter;
        private readonly Tensor _mean;
        private readonly Tensor _square;
        private int _steps;

        public Slot(Parameter parameter)
        {
            _parameter = parameter;
            _mean = zeros_like(parameter).DetachFromDisposeScope();
            _square = zeros_like(parameter).DetachFromDisposeScope();
        }

        public void Step(double rate, double beta1, double decay)
        {
            using Tensor? gradient = _parameter.grad;
            if (gradient is null)
                return;
            using var scope = NewDisposeScope();
            _steps++;
            _parameter.mul_(1 - (rate * decay));
            _mean.mul_(beta1).add_(gradient, alpha: 1 - beta1);
            _square.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
            Tensor denominator = _square.sqrt().div_(Math.Sqrt(1 - Math.Pow(Beta2, _steps))).add_(Epsilon);
            _parameter.addcdiv_(_mean, denominator, -rate / (1 - Math.Pow(beta1, _steps)));
            gradient.zero_();
        }

        public AdamWState.Moments Capture() =>
            new(_mean.clone().DetachFromDisposeScope(), _square.clone().DetachFromDisposeScope(), _steps);

        public void Restore(AdamWState.Moments moments)
        {
            _mean.copy_(moments.Mean);
            _square.copy_(moments.Square);
            _steps = moments.Steps;
        }

        public void Dispose()
        {
            _mean.Dispose();
            _square.Dispose();
        }
    }
}
