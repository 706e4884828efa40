using System.Globalization;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Training.Mixing;

/// <summary>
/// Weighted sums of two pictures (Zhang et al. 2017) as fast.ai v1 makes them: each picture has a share λ of its own from Beta(α, α), the larger
/// part is its own (λ = max(λ, 1 − λ)), the other comes from a shuffle of the batch, and the loss is λ × that of its class + (1 − λ) × that of
/// the other's. Costs two more copies of the batch for the time of a step.
/// </summary>
public sealed class Mixup : BatchMixing
{
    /// <summary>α above 0: small leaves most pictures nearly as they are, 1 mixes in every share equally often. fast.ai's 0.4 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive number.</exception>
    public double Alpha { get; init => field = Checked.Positive(value); } = 0.4;

    /// <summary>In words, with its number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"mixup {Alpha:R}");

    internal override MixedBatch Mix(Tensor inputs, Tensor targets, RandomStream random)
    {
        float[] shares = [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(_ => BetaDistribution.Draw(Alpha, Alpha, random)).Select(Larger)];
        Tensor partners = Partners(inputs, random);
        Tensor share = tensor(shares, device: inputs.device);
        Tensor spread = share.reshape(-1, 1, 1, 1);

        // Summed in float32 and rounded once: shares in bfloat16 would not add up to 1. The first factor's layout is the sum's.
        Tensor mixed = (inputs * spread).add_(inputs.index_select(0, partners) * (ones_like(spread) - spread), Kept.One);
        return new MixedBatch(
            mixed.to_type(inputs.dtype), new MixedLabels(targets) { Second = targets.index_select(0, partners), Share = share });
    }

    private static float Larger(double share) => (float)Math.Max(share, 1 - share);
}
