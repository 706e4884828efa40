using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>
/// How an ONNX model comes to compute in whole numbers of 8 bits (int8): which pictures say how large the numbers inside of the network are, and which say what
/// the rounding costs. Weights are rounded by output channel, around 0; what flows between layers by value, on the scale that loses least of the calibration
/// pictures by mean square. Heads, gates and what follows the last pool stay in singles.
/// </summary>
public sealed record OnnxQuantization
{
    /// <summary>So many pictures calibrate at most, spread evenly over those that are given.</summary>
    public const int MostPictures = 256;

    /// <summary>The usual <see cref="LeastAgreement"/>.</summary>
    public const double UsualAgreement = 0.95;

    /// <summary>Pictures as the model meets them, training pictures as a rule; a few hundred are enough. At least one that can be read.</summary>
    public required IReadOnlyList<PictureInput> Pictures { get; init => field = Listing.Of(value); }

    /// <summary>Pictures whose answers are compared with those in singles; better others than those that calibrate. At least one that can be read.</summary>
    public required IReadOnlyList<PictureInput> Compared { get; init => field = Listing.Of(value); }

    /// <summary>The class of each of <see cref="Compared"/> in their order, so that accuracy before and after is told; none where they are not known.</summary>
    public IReadOnlyList<string> Labels { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>The share of compared pictures, 0 to 1, that must keep their class, else the export fails; 0 takes any model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No share.</exception>
    public double LeastAgreement
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(LeastAgreement), value, "A share is from 0 to 1.");
    } = UsualAgreement;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
