using Emblem.Foundation;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// Dropout whose masks come from a seed of its own and not from torch's global one, so that a run repeats, and goes on after a
/// stop, whatever else drew numbers in between. A learner seeds it for every batch. Costs one generator of 5 KB a layer.
/// </summary>
public sealed class SeededDropout : Module<Tensor, Tensor>
{
    private readonly double _probability;
    private readonly Scalar _kept;
    private readonly Generator _generator = new(0, CPU);

    /// <summary>Creates the layer.</summary>
    /// <param name="probability">The share of values that are set to 0 in training, from 0 to below 1; the others grow to keep the mean.</param>
    public SeededDropout(double probability)
        : base(nameof(SeededDropout))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(probability, 1);
        _probability = probability;
        _kept = 1 - probability;
    }

    /// <summary>Drops values in training, and passes them on as they are otherwise; any shape.</summary>
    public override Tensor forward(Tensor input)
    {
        if (!training)
            return input.alias();
        using Tensor mask = empty_like(input).bernoulli_(1 - _probability, _generator).div_(_kept);
        return input * mask;
    }

    /// <summary>The same for some rows of a batch that is elsewhere too: they lose the values that they would lose in the whole batch.</summary>
    /// <param name="rows">[count, values].</param>
    /// <param name="first">Of the rows here.</param>
    /// <param name="of">Rows of the whole batch.</param>
    internal Tensor Part(Tensor rows, int first, int of)
    {
        using Tensor whole = empty([of, .. rows.shape[1..]], rows.dtype, rows.device).bernoulli_(1 - _probability, _generator).div_(_kept);
        using Tensor mask = whole.narrow(0, first, rows.shape[0]);
        return rows * mask;
    }

    /// <summary>Fixes the masks of the next batch.</summary>
    internal void Reseed(RandomStream random) => _generator.manual_seed((long)(random.NextBits() >> 1));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _generator.Dispose();
            _kept.Dispose();
        }

        base.Dispose(disposing);
    }
}
