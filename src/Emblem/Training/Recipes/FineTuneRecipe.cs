using System.Text.Json.Serialization;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Schedules;

namespace Emblem.Training.Recipes;

/// <summary>
/// Training by epochs: some with the body frozen, some in which everything learns, each stage one cycle, and a search for rates between them where its
/// answer is used or asked for. The defaults are the notebook's. Equal when all values are equal.
/// </summary>
public sealed record FineTuneRecipe
{
    /// <summary>Epochs of the first stage, in which the head alone learns; 5 by default, 0 for no such stage.</summary>
    public int FrozenEpochs { get; init => field = NotNegative(value); } = 5;

    /// <summary>The first stage's peak rate, above 0; fast.ai's 0.003 by default.</summary>
    public double Rate { get; init => field = Positive(value); } = 3e-3;

    /// <summary>What batch norms do where layers are frozen; learn on by default, as in fast.ai.</summary>
    public FrozenBatchNorm FrozenNorm { get; init; } = FrozenBatchNorm.Train;

    /// <summary>
    /// Whether rates are searched before the second stage even if nothing uses the answer, for people to look at: as long as half of the training. Off by
    /// default; <see cref="RateRule.Found"/> searches in any case.
    /// </summary>
    public bool FindRates { get; init; }

    /// <summary>
    /// Batches of that search at most, at least 20; null, by default, for half as many as the training has, but no fewer than 30 and no more than
    /// fast.ai's 100, so that no search takes longer than what it is for.
    /// </summary>
    public int? SearchSteps { get; init => field = value is null or >= 20 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected 20 steps or more."); }

    /// <summary>Epochs of the second stage, in which everything learns; 5 by default, 0 for no such stage.</summary>
    public int UnfrozenEpochs { get; init => field = NotNegative(value); } = 5;

    /// <summary>The second stage's peak rates; fast.ai's rule by default.</summary>
    public RateRule UnfrozenRates { get; init; } = RateRule.FastAi;

    /// <summary>
    /// Each stage begins at its peak rates divided by this, 1 or above; fast.ai's 25 by default. Random weights take their first steps by gradients that
    /// mean little and differ from processor to processor: <see cref="TrainingRecipes.Scratch"/> keeps those small.
    /// </summary>
    public double StartDivisor { get; init => field = Divisor(value); } = new OneCycle().StartDivisor;

    /// <summary>
    /// Layer groups before this one stay frozen in the second stage too, fast.ai's <c>freeze_to</c>: 0, the default, for none, at most the last group, which
    /// is the head alone (<see cref="Architecture.LayerGroups"/> − 1).
    /// </summary>
    public int FreezeBefore
    {
        get;
        init => field = value is >= 0 and < Architecture.LayerGroups
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"Networks have {Architecture.LayerGroups} layer groups, the head as the last; expected 0 to {Architecture.LayerGroups - 1}.");
    }

    /// <summary>Decoupled weight decay per step and unit of rate, 0 or above; fast.ai's 0.01 by default.</summary>
    public double WeightDecay { get; init => field = Decay(value); } = LearnerOptions.UsualWeightDecay;

    /// <summary>What the second stage is called.</summary>
    [JsonIgnore]
    internal string UnfrozenStage => FreezeBefore switch
    {
        0 => "training everything",
        Architecture.LayerGroups - 1 => "training the head on",
        _ => $"training from layer group {FreezeBefore} on",
    };

    /// <summary>The batches of the search.</summary>
    /// <param name="batchesPerEpoch">Of the training.</param>
    internal int StepsOfSearch(int batchesPerEpoch) =>
        SearchSteps ?? Math.Clamp(batchesPerEpoch * (FrozenEpochs + UnfrozenEpochs) / 2, 30, RateFinder.UsualSteps);

    /// <summary>Whether rates are searched.</summary>
    internal bool Searches => FindRates || (UnfrozenEpochs > 0 && UnfrozenRates == RateRule.Found);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static int NotNegative(int value) => value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected 0 epochs or more.");

    private static double Decay(double value) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a weight decay of 0 or above.");

    private static double Divisor(double value) => value >= 1 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a finite number of 1 or above, such as 25.");

    private static double Positive(double value) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Expected a finite rate above 0, such as 0.003.");
}
