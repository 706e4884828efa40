using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// Some of a list of augmentations for each picture, each equally likely each time and perhaps twice: the idea of RandAugment (Cubuk et al. 2019).
/// Two are equal when they hold the same list object.
/// </summary>
/// <param name="Count">How many are drawn for a picture, at least 0.</param>
/// <param name="Options">What is drawn from, at least one.</param>
public sealed record RandomChoice(int Count, IReadOnlyList<IAugmentation> Options) : IAugmentation
{
    /// <summary>How many are drawn for a picture.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public int Count { get; init => field = (int)Checked.Within(value, 0, int.MaxValue); } = (int)Checked.Within(Count, 0, int.MaxValue);

    /// <summary>What is drawn from.</summary>
    /// <exception cref="ArgumentException">Empty.</exception>
    public IReadOnlyList<IAugmentation> Options { get; init => field = Filled(value); } = Filled(Options);

    /// <inheritdoc/>
    public void Choose(SamplingPlan plan, RandomStream random)
    {
        for (int i = 0; i < Count; i++)
        {
            IAugmentation option = Options[random.NextInt(Options.Count)];
            // A stream of its own: what one option draws changes nothing for the next.
            option.Choose(plan, new RandomStream(random.NextBits()));
        }
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static IReadOnlyList<IAugmentation> Filled(IReadOnlyList<IAugmentation> options) => options.Count > 0
        ? Listing.Of(options)
        : throw new ArgumentException("Expected at least one augmentation to draw from, got none.", nameof(options));
}
