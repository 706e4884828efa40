using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>
/// The eight settings of fast.ai's <c>get_transforms</c>, with its defaults. 0 (or a zoom of 1) leaves a change out.
/// </summary>
public sealed record StandardAugmentation
{
    /// <summary>Mirrors half of the pictures left and right; on by default.</summary>
    public bool Flip { get; init; } = true;

    /// <summary>With <see cref="Flip"/>: turns and flips in all eight ways instead; off by default.</summary>
    public bool FlipVertical { get; init; }

    /// <summary>The largest rotation in degrees; 10 by default, 0 to 180.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxRotate { get; init => field = Checked.Within(value, 0, 180); } = 10;

    /// <summary>The largest zoom; 1.1 by default, 1 to 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxZoom { get; init => field = Checked.Within(value, 1, 100); } = 1.1;

    /// <summary>The largest change of brightness and of contrast; 0.2 by default, 0 to 0.99.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxLighting { get; init => field = Checked.Within(value, 0, 0.99); } = 0.2;

    /// <summary>The largest warp magnitude; 0.2 by default, 0 to below 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double MaxWarp { get; init => field = Checked.Within(value, 0, 0.4999); } = 0.2;

    /// <summary>How often each of warp, rotation and zoom happens; 0.75 by default, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double AffineProbability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <summary>How often each of brightness and contrast changes; 0.75 by default, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public double LightingProbability { get; init => field = Checked.Fraction(value); } = 0.75;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
