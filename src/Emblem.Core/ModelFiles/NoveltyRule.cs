using System.Globalization;

namespace Emblem.ModelFiles;

/// <summary>When a picture is too far from all training pictures to be of one of the classes; the features that it is measured from lie beside it in the file.</summary>
/// <param name="Neighbours">Training pictures that a distance is the mean to, the nearest ones; at least 1.</param>
/// <param name="Threshold">The cosine distance, 0 to 2, beyond which a picture is neither of the classes.</param>
public sealed record NoveltyRule(int Neighbours, double Threshold)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"neither of the classes beyond a cosine distance of {Threshold:0.000} from the {Neighbours} nearest training pictures");
}
