using System.Globalization;
using Emblem.Imaging;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Training.Losses;

/// <summary>
/// The cross-entropy of the true class, in nats: what a learner trains with unless it is told otherwise. With smoothing it is fast.ai's
/// <c>LabelSmoothingCrossEntropy</c> (Szegedy et al. 2015): (1 − ε) × cross-entropy + ε × the mean of −log p over all classes. Class weights
/// then count as in torch: in the mean over all classes each has its own weight.
/// </summary>
public sealed class CrossEntropy : Loss
{
    /// <summary>ε, from 0 to below 1: the share of the label that all classes split evenly; 0 by default, 0.1 is usual.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in that range.</exception>
    public double Smoothing { get; init => field = Checked.Within(value, 0, Math.BitDecrement(1.0)); }

    /// <summary>In words, with every number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"cross-entropy, smoothing {Smoothing:R}{Weighting}");

    /// <inheritdoc/>
    protected override Tensor Each(Tensor logits, Tensor targets, Tensor? classWeights) => functional.cross_entropy(
        logits, targets, weight: classWeights, reduction: Reduction.None, label_smoothing: Smoothing);
}
