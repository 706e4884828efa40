using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Leaves what JPEG compression leaves: blocks, rings at edges, smeared colours.</summary>
public sealed record RandomJpegWear : IAugmentation
{
    private const int Best = 95;

    /// <summary>Qualities are uniform from this to 95; 30 by default, 1 to 95.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int MinQuality { get; init => field = (int)Checked.Within(value, 1, Best); } = 30;

    /// <summary>How often, 0 to 1; 0.3 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside 0..1.</exception>
    public double Probability { get; init => field = Checked.Fraction(value); } = 0.3;

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        bool chosen = random.NextChance(Probability);
        int quality = MinQuality + random.NextInt(Best + 1 - MinQuality);
        if (chosen)
            plan.Compress(quality);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
