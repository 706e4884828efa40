using Emblem.Models;
using Emblem.Training.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.Training;

/// <summary>
/// Makes steps out of the gradients of one batch or several: their mean, clipped if asked. A learning rate is that of the batch with which the
/// step is made.
/// </summary>
internal sealed class GradientAccumulator(TransferModel model, AdamW optimizer, LearnerOptions options)
{
    // Batches whose gradients wait for a step.
    private int _pending;

    /// <summary>Whether gradients of earlier batches wait.</summary>
    public bool IsWaiting => _pending > 0;

    /// <summary>Begins a fit, or goes on with one whose waiting gradients have been put back; those that an earlier fit left are forgotten.</summary>
    /// <param name="batch">Batches of the epoch that are done.</param>
    public void Begin(int batch)
    {
        _pending = batch % options.AccumulatedBatches;
        if (_pending == 0)
            model.zero_grad();
    }

    /// <summary>Takes the gradients that a batch has added, and steps when enough have come together.</summary>
    /// <param name="rates">One a layer group.</param>
    /// <param name="momentum">The optimizer's.</param>
    /// <param name="last">Nothing more comes in this epoch: steps with what there is.</param>
    public void Add(IReadOnlyList<double> rates, double momentum, bool last)
    {
        _pending++;
        if (_pending < options.AccumulatedBatches && !last)
            return;
        if (_pending > 1 || options.MaxGradientNorm is not null)
            Rescale();
        optimizer.Step(rates, momentum);
        _pending = 0;
    }

    /// <summary>From the sum to the mean, then to the longest vector that is let through (Pascanu et al. 2013; torch's <c>clip_grad_norm_</c>).</summary>
    private void Rescale()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor[] gradients = [.. model.parameters().Where(parameter => parameter.requires_grad).Select(parameter => parameter.grad).OfType<Tensor>()];
        double factor = 1.0 / _pending;
        if (options.MaxGradientNorm is { } largest && gradients.Length > 0)
        {
            double norm = factor * stack([.. gradients.Select(gradient => gradient.to_type(ScalarType.Float32).norm())]).norm().item<float>();
            factor *= Math.Min(1, largest / (norm + 1e-6));
        }

        using Scalar kept = factor;
        foreach (Tensor gradient in gradients)
            gradient.mul_(kept);
    }
}
