using Emblem.Compute;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Training.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2017) as fast.ai v1 steps it: the weights shrink by rate × decay before the step,
/// batch norms and biases too, and epsilon is 1e-8. Rates are one a layer group.
/// </summary>
/// <remarks>
/// Costs two tensors as large as the trainable parameters, and one pass over these four. Not torch's own: that keeps betas fixed for its life.
/// </remarks>
internal sealed class AdamW : IDisposable
{
    private readonly IReadOnlyList<IReadOnlyList<Slot>> _groups;
    private readonly double _decay;

    public AdamW(IReadOnlyList<IReadOnlyList<Parameter>> groups, double decay)
    {
        _decay = decay;
        _groups = [.. groups.Select(group => (IReadOnlyList<Slot>)[.. group.Select(parameter => new Slot(parameter))])];
    }

    /// <summary>One step with the gradients as they are, which it takes away: the next backward pass need not add to them.</summary>
    /// <param name="rates">One a group.</param>
    /// <param name="beta1">Momentum.</param>
    public void Step(IReadOnlyList<double> rates, double beta1)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var fused = new List<FusedStep>();
        foreach ((int index, IReadOnlyList<Slot> group) in _groups.Index())
            fused.AddRange(group.Select(slot => slot.Begin(rates[index], beta1, _decay)).OfType<FusedStep>());
        FusedStep.TakeAll(fused, NativeRuntime.Threads);
        foreach (Slot slot in _groups.SelectMany(group => group))
            slot.End();
    }

    /// <summary>Of one rate a group, those of groups in which something learns.</summary>
    public IReadOnlyList<double> OfLearning(IReadOnlyList<double> rates) => [.. rates.Where((_, group) => _groups[group].Count > 0)];

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

    /// <summary>A parameter with its moments, which lie in memory as it does.</summary>
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

        /// <summary>
        /// What has to be done to the parameter; null where it has no gradient, or lies on a card and has been moved already. The caller's
        /// dispose scope keeps the memory until then.
        /// </summary>
        public FusedStep? Begin(double rate, double beta1, double decay)
        {
            if (_parameter.grad is not { } gradient)
                return null;
            var factors = AdamWFactors.For(rate, beta1, decay, ++_steps);
            if (_parameter.device_type == DeviceType.CPU)
                return FuseSteps(gradient, factors);
            TensorStep.Take(_parameter, gradient, _mean, _square, factors);
            return null;
        }

        public void End() => _parameter.grad = null;

        public AdamWState.Moments Capture() => new(Copy(_mean), Copy(_square), _steps);

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

        private unsafe FusedStep FuseSteps(Tensor gradient, AdamWFactors factors)
        {
            // Autograd gives gradients the order of their parameter; one that was put there by hand may lie otherwise.
            Tensor alike = MemoryOrder.IsSame(gradient, _parameter) ? gradient : empty_like(_parameter).copy_(gradient);
            return new FusedStep(
                MemoryOrder.AddressOf(_parameter),
                MemoryOrder.AddressOf(alike),
                MemoryOrder.AddressOf(_mean),
                MemoryOrder.AddressOf(_square),
                _parameter.numel(),
                factors);
        }

        /// <summary>In C order on the processor, whatever the parameter's own.</summary>
        private static Tensor Copy(Tensor moment) => empty(moment.shape, moment.dtype).copy_(moment).DetachFromDisposeScope();
    }
}
