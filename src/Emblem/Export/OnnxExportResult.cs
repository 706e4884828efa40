using System.Globalization;
using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Export;

/// <summary>What an export wrote, and how near it is to the network.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="LargestDifference">
/// The largest difference of a logit between the file's answers and the network's, on random pictures, as a share of the largest logit, or of 1 where that is smaller;
/// null where nothing compared them.
/// </param>
public sealed record OnnxExportResult(string Path, long Bytes, ModelMetadata Description, double? LargestDifference)
{
    /// <summary>
    /// Of a model that prepares pictures itself the largest difference of a probability from the predictor's, on drawn pictures of several sizes; else null.
    /// </summary>
    public double? LargestPictureDifference { get; init; }

    /// <summary>Of a model in whole numbers, how its answers agree with those in singles, of which <see cref="LargestDifference"/> is told; else null.</summary>
    public OnnxAgreement? Agreement { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Path}, {ValueText.Count(Bytes, "byte", "bytes")}: {(Agreement is null ? Compared : $"{Agreement}; fp32 {Compared}")}");

    private string Compared => (LargestDifference, LargestPictureDifference) switch
    {
        (null, _) => "not compared with the network",
        ({ } logits, null) => string.Create(CultureInfo.InvariantCulture, $"logits within {logits:0.0e+0} of the network's"),
        ({ } logits, { } pictures) => string.Create(CultureInfo.InvariantCulture, $"logits within {logits:0.0e+0} of the network's, probabilities of pictures within {pictures:0.0e+0} of the predictor's"),
    };
}
