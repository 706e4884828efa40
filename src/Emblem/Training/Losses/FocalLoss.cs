using System.Globalization;
using Emblem.Imaging;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Training.Losses;

/// <summary>
/// Cross-entropy that counts pictures less the surer the network already is of their class (Lin et al. 2017, equation 5, on softmax
/// probabilities): −α (1 − p)^γ log p, α being the class's weight. The mean is over the pictures of a batch by weight, not over the paper's
/// foreground boxes.
/// </summary>
public sealed class FocalLoss : Loss
{
    /// <summary>γ, 0 to 100: how fast sure pictures lose their say. The paper's 2 by default; 0 is cross-entropy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in that range.</exception>
    public double Gamma { get; init => field = Checked.Within(value, 0, 100); } = 2;

    /// <summary>In words, with every number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"focal loss, gamma {Gamma:R}{Weighting}");

    /// <inheritdoc/>
    protected override Tensor Each(Tensor logits, Tensor targets, Tensor? classWeights)
    {
        Tensor surprise = functional.cross_entropy(logits, targets, reduction: Reduction.None);
        // 1 − p by expm1: exact where p is near 1. Kept off 0, where a power below 1 has no finite slope.
        Tensor doubt = maximum(surprise.neg().expm1().neg(), tensor(1e-12f, device: surprise.device));
        Tensor losses = doubt.pow(tensor((float)Gamma, device: surprise.device)) * surprise;
        return classWeights is null ? losses : losses * classWeights.index_select(0, targets);
    }
}
