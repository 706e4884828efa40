using Emblem.Foundation;

namespace Emblem.Health;

/// <summary>
/// Where a picture becomes a finding. The defaults were chosen by looking: at photographs, web logos and car badges, and at copies of them
/// that were darkened, brightened and blurred.
/// </summary>
public sealed record HealthOptions
{
    /// <summary>Too dark below this <see cref="PictureMeasures.Highlights"/>, 0 to 255; 100 by default.</summary>
    public double DarkBelow { get; init; } = 100;

    /// <summary>Too bright above this <see cref="PictureMeasures.Shadows"/>, 0 to 255; 140 by default.</summary>
    public double BrightAbove { get; init; } = 140;

    /// <summary>Blurry below this <see cref="PictureMeasures.Sharpness"/>; 0.15 by default.</summary>
    public double BlurryBelow { get; init; } = 0.15;

    /// <summary>Low in information below this <see cref="PictureMeasures.Information"/>, a share of the picture; 0.04 by default.</summary>
    public double InformationBelow { get; init; } = 0.04;

    /// <summary>
    /// Tiny below this many pixels on the shorter side; 64 by default: a network at 224 pixels would see it enlarged more than three times.
    /// </summary>
    public int SmallestSide { get; init; } = 64;

    /// <summary>
    /// Extreme above this ratio of the longer side to the shorter; 3 by default: a square crop of it shows less than a third.
    /// </summary>
    public double LargestAspect { get; init; } = 3;

    /// <summary>Unbalanced when the largest class has more than so many times the pictures of another; 3 by default.</summary>
    public double LargestImbalance { get; init; } = 3;

    /// <summary>
    /// A class is small with fewer pictures; 30 by default: its fifth for validation is then five or less, and one mistake moves its score by
    /// 20 points and more.
    /// </summary>
    public int FewestPictures { get; init; } = 30;

    /// <summary>Files read at once; one a core by default. Never changes the report.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
