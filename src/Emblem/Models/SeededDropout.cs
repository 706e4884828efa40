using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Models;

/// <summary>
/// Dropout whose masks come from a seed of its own and not from torch's global one, so that a run repeats, and goes on after a
/// stop, whatever else drew numbers in between. Costs one generator of 5 KB a layer.
/// </summary>
internal sealed class SeededDropout : Module<Tensor, Tensor>
{
    private readonly double _probability;
    private readonly Generator _generator = new(0, CPU);

    public SeededDropout(double probability)
        : base(nameof(SeededDropout)) => _probability = probability;

    /// <summary>Fixes the masks from here on.</summary>
    public void Reseed(long seed) => _generator.manual_seed(seed);

    public override Tensor forward(Tensor input)
    {
        if (!training)
            return input.alias();
        using Tensor mask = empty_like(input).bernoulli_(1 - _probability, _generator).div_(1 - _probability);
        return input * mask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _generator.Dispose();
        base.Dispose(disposing);
    }
}
