using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Export;

/// <summary>How an <see cref="OnnxEngine"/> computes, and what a model of another program does not say of itself.</summary>
public sealed record OnnxOptions
{
    /// <summary>Threads that compute, of this engine alone; null, the default, for one for each physical core. Answers' last bits depend on their number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int? Threads { get; init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Threads), value, "1 or more threads compute."); }

    /// <summary>
    /// A name for each output, in their order: for a model that another program wrote. Its one input is float [batch, 3, height, width], its first output
    /// logits [batch, classes]. Empty, the default, for a model of Emblem's, which knows its own.
    /// </summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>
    /// What is done to pictures before such a model sees them; null for ImageNet's statistics, cropping, and the size that its input says. A model of Emblem's knows its own.
    /// </summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
