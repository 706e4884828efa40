using static TorchSharp.torch;

namespace Emblem.Training.Losses;

/// <summary>A loss over many batches: the mean over all their pictures by weight, whatever the batches' sizes.</summary>
internal sealed class MeanLoss(Loss loss)
{
    private double _losses;
    private double _weights;

    /// <summary>Null over nothing: no pictures, or such alone whose classes weigh nothing.</summary>
    public double? Value => _weights == 0 ? null : _losses / _weights;

    public void Add(Tensor logits, Tensor targets)
    {
        (double losses, double weights) = loss.Sum(logits, targets);
        _losses += losses;
        _weights += weights;
    }
}
