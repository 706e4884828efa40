using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>What a model in whole numbers answers, against the same model in singles, on the same pictures.</summary>
/// <param name="Pictures">That both answered.</param>
/// <param name="Same">Those to which both give the same class.</param>
/// <param name="LargestDifference">Of a probability.</param>
/// <param name="MeanDifference">Of the probability of the class that singles give, without its sign.</param>
public sealed record OnnxAgreement(int Pictures, int Same, double LargestDifference, double MeanDifference)
{
    /// <summary>Pictures that calibrated.</summary>
    public int Calibrating { get; init; }

    /// <summary>Convolutions and products that compute in whole numbers.</summary>
    public int Layers { get; init; }

    /// <summary>Those that were left in singles because answers changed too often without, the most sensitive first.</summary>
    public IReadOnlyList<string> InSingles { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Compared pictures whose class is known.</summary>
    public int Labelled { get; init; }

    /// <summary>Those of them that are right in singles.</summary>
    public int RightBefore { get; init; }

    /// <summary>Those of them that are right in whole numbers.</summary>
    public int RightAfter { get; init; }

    /// <summary>The largest change of a <see cref="Prediction.Novelty"/>; null where the model keeps nothing to tell by.</summary>
    public double? LargestNoveltyChange { get; init; }

    /// <summary>Pictures that are neither of the classes in singles.</summary>
    public int NeitherBefore { get; init; }

    /// <summary>Pictures that are neither of the classes in whole numbers.</summary>
    public int NeitherAfter { get; init; }

    /// <summary>The share of pictures that keep their class.</summary>
    public double Share => Pictures == 0 ? 0 : (double)Same / Pictures;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"int8 in {ValueText.Count(Layers, "layer")}{Left}, calibrated on {ValueText.Count(Calibrating, "picture")}: the answer of fp32 for {Same} of {Pictures} pictures, probabilities within {LargestDifference:0.000} (mean {MeanDifference:0.0000}){Right}{New}");

    private string Left => InSingles.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({InSingles.Count} more left in fp32)");

    private string Right => Labelled == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; right {RightAfter} of {Labelled}, before {RightBefore}");

    private string New => LargestNoveltyChange is not { } change ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; novelty within {change:0.000}, neither {NeitherAfter}, before {NeitherBefore}");

    /// <summary>Compares answers to the same pictures, by place; those without probabilities on either side do not count.</summary>
    /// <param name="singles">In singles.</param>
    /// <param name="whole">In whole numbers.</param>
    /// <param name="labels">The class of each, or none.</param>
    internal static OnnxAgreement Of(IReadOnlyList<Prediction> singles, IReadOnlyList<Prediction> whole, IReadOnlyList<string> labels)
    {
        (Prediction Before, Prediction After, string? Label)[] both =
        [
            .. singles.Select((before, i) => (Before: before, After: whole[i], Label: labels.Count > 0 ? labels[i] : null)).Where(pair => pair is { Before.Index: >= 0, After.Index: >= 0 }),
        ];
        var labelled = both.Where(pair => pair.Label is not null).ToList();
        double[] changes = [.. both.Where(pair => pair is { Before.Novelty: not null, After.Novelty: not null }).Select(pair => Math.Abs(pair.Before.Novelty!.Value - pair.After.Novelty!.Value))];
        return new OnnxAgreement(
            both.Length,
            both.Count(pair => pair.Before.Index == pair.After.Index),
            both.Select(pair => pair.Before.Probabilities.Zip(pair.After.Probabilities, (one, other) => Math.Abs((double)one - other)).Max()).DefaultIfEmpty().Max(),
            both.Select(pair => Math.Abs((double)pair.Before.Confidence - pair.After.Probabilities[pair.Before.Index])).DefaultIfEmpty().Average())
        {
            Labelled = labelled.Count,
            RightBefore = labelled.Count(pair => pair.Before.Label == pair.Label),
            RightAfter = labelled.Count(pair => pair.After.Label == pair.Label),
            LargestNoveltyChange = changes.Length == 0 ? null : changes.Max(),
            NeitherBefore = both.Count(pair => pair.Before.IsNeither),
            NeitherAfter = both.Count(pair => pair.After.IsNeither),
        };
    }
}
