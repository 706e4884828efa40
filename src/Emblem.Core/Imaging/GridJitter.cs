using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>Moves every looked-up point on its own, as fast.ai's <c>jitter</c>: frosted glass.</summary>
/// <param name="Magnitude">Points move by up to this along each side, in coordinates that run from −1 to 1 over the picture; 0 is none.</param>
/// <param name="Seed">Decides which way each goes.</param>
public readonly record struct GridJitter(double Magnitude, ulong Seed)
{
    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
