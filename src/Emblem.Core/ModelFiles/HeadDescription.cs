using System.Text.Json.Serialization;
using Emblem.Foundation;

namespace Emblem.ModelFiles;

/// <summary>
/// Which classifier a saved model has, so that it can be built again before its weights are read. What <see cref="Kind"/> does not use
/// stays as it is made. Equal when all values are equal.
/// </summary>
/// <param name="Kind">The layers' plan.</param>
public sealed record HeadDescription(HeadKind Kind)
{
    private const int MostHidden = 8;
    private const int WidestHidden = 1 << 14;
    private const int MostStages = 8;

    /// <summary>Outputs of each linear layer before the last of a fast.ai head, its <c>lin_ftrs</c>; one of 512 by default, none for other kinds.</summary>
    /// <exception cref="ArgumentException">More than 8 layers, or one without outputs or with more than 16384.</exception>
    public IReadOnlyList<int> Hidden { get; init => field = Listing.Of(Checked(value)); } = Listing.Of<int>(Kind is HeadKind.FastAi or HeadKind.FastAi2 ? [512] : []);

    /// <summary>What the head reads of each feature's map; a linear one the mean alone by default.</summary>
    public HeadPooling Pooling { get; init; } = Kind == HeadKind.Linear ? HeadPooling.Mean : HeadPooling.LargestAndMean;

    /// <summary>
    /// Stages of the network that the features come from, counted from the last back; 1 by default. A map of each feature of the last stage, then the
    /// means alone of those of earlier ones.
    /// </summary>
    /// <exception cref="ArgumentException">Not 1 to 8.</exception>
    [JsonIgnore]
    public int Stages
    {
        get;
        init => field = value is >= 1 and <= MostStages
            ? value
            : throw new ArgumentException($"A head reads the features of 1 to {MostStages} stages; got {value}.");
    } = 1;

    /// <summary>Whether a fast.ai head ends in batch norm over the logits, its <c>bn_final</c>.</summary>
    public bool FinalNorm { get; init; }

    // A file says it only where it is not 1, so a model that reads one stage has the bytes that it had before there were more.
    [JsonInclude]
    [JsonPropertyName("stages")]
    internal int? StagesInFile
    {
        get => Stages == 1 ? null : Stages;
        init => Stages = value ?? 1;
    }

    /// <summary>True when all values are equal.</summary>
    public bool Equals(HeadDescription? other) => other is not null
        && (Kind, Pooling, FinalNorm, Stages) == (other.Kind, other.Pooling, other.FinalNorm, other.Stages)
        && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Pooling, FinalNorm, Hidden.Count, Stages);

    /// <summary>In a few words, for example <c>fastai (512), final norm</c>.</summary>
    public override string ToString()
    {
        string stages = Stages == 1 ? "" : $", {Stages} stages";
        if (Kind is HeadKind.Linear or HeadKind.Custom)
            return $"{(Kind == HeadKind.Linear ? "linear" : "custom")}{stages}{(Pooling == HeadPooling.RootOfMean ? ", roots of means" : "")}";
        string name = Kind == HeadKind.FastAi ? "fastai" : "fastai2";
        string pooling = Pooling == HeadPooling.Mean ? ", mean pooling" : "";
        return $"{name} ({string.Join(", ", Hidden)}){pooling}{(FinalNorm ? ", final norm" : "")}{stages}";
    }

    // A file says these numbers, and they decide what is allocated before its weights are looked at.
    private static IReadOnlyList<int> Checked(IReadOnlyList<int> hidden) =>
        hidden.Count <= MostHidden && hidden.All(width => width is > 0 and <= WidestHidden)
            ? [.. hidden]
            : throw new ArgumentException(
                $"A head has at most {MostHidden} hidden layers of 1 to {WidestHidden} outputs; got {string.Join(", ", hidden.Take(MostHidden + 1))}.");
}
