using System.Globalization;
using Emblem.Foundation;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Training.Mixing;

/// <summary>
/// Puts the same rectangle of another picture into each (Yun et al. 2019): one λ from Beta(α, α) a batch, a rectangle of (1 − λ) of the area
/// with its centre anywhere, cut off at the edges, and the labels' shares are those of the pixels that are really there. Costs one more copy of
/// the batch for the time of a step.
/// </summary>
public sealed class CutMix : BatchMixing
{
    /// <summary>α above 0; the paper's 1 by default, with which every area is equally likely before the edges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a positive number.</exception>
    public double Alpha { get; init => field = Checked.Positive(value); } = 1;

    /// <summary>In words, with its number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"CutMix {Alpha:R}");

    internal override MixedBatch Mix(Tensor inputs, Tensor targets, RandomStream random)
    {
        (int height, int width) = ((int)inputs.shape[2], (int)inputs.shape[3]);
        double side = Math.Sqrt(1 - BetaDistribution.Draw(Alpha, Alpha, random));
        (int top, int rows) = Cut(height, side, random);
        (int left, int columns) = Cut(width, side, random);
        Tensor partners = Partners(inputs, random);

        Tensor mixed = inputs.clone();
        if (rows > 0 && columns > 0)
            Window(mixed).copy_(Window(inputs).index_select(0, partners));
        float kept = (float)(1 - ((double)rows * columns / ((double)height * width)));
        return new MixedBatch(
            mixed,
            new MixedLabels(targets)
            {
                Second = targets.index_select(0, partners),
                Share = tensor([.. Enumerable.Repeat(kept, (int)targets.shape[0])], device: targets.device),
            });

        Tensor Window(Tensor pictures) => pictures.narrow(2, top, rows).narrow(3, left, columns);
    }

    /// <summary>Where the rectangle begins along one side of the picture, and how far it reaches within it.</summary>
    private static (int Start, int Length) Cut(int length, double share, RandomStream random)
    {
        int cut = (int)(length * share);
        int start = random.NextInt(length) - (cut / 2);
        (int from, int to) = (Math.Max(start, 0), Math.Min(start + cut, length));
        return (from, to - from);
    }
}
