using System.Text.Json.Serialization;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using Emblem.Training.Mixing;

namespace Emblem.Runs;

/// <summary>What a run makes small, mixes, measures and watches, as <c>options.json</c> keeps it; whatever is null is off.</summary>
public sealed record TrainingChoices
{
    /// <summary>A name of <see cref="LossCatalogue"/>.</summary>
    public string Loss { get; init; } = LossCatalogue.CrossEntropy;

    /// <summary>The share of each label that all classes get.</summary>
    public double? LabelSmoothing { get; init; }

    /// <summary>Whether every class counts the same in the loss, however few its pictures.</summary>
    public bool BalancesClasses { get; init; }

    /// <summary>The shape of <see cref="Training.Mixing.Mixup"/>'s shares.</summary>
    public double? Mixup { get; init; }

    /// <summary>The shape of <see cref="Training.Mixing.CutMix"/>'s areas.</summary>
    public double? Cutmix { get; init; }

    /// <summary>Names of <see cref="MetricCatalogue"/>; accuracy is measured in any case.</summary>
    public IReadOnlyList<string> Metrics { get; init => field = Listing.Of(value); } = Listing.Of(MetricCatalogue.Usual);

    /// <summary>The largest norm of the gradients.</summary>
    public double? Clip { get; init; }

    /// <summary>Batches a step.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>Whether each of several processes takes the statistics of batch norms of its own part of a batch (<see cref="LearnerOptions.SharedNorms"/>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NormsPerRank { get; init; }

    /// <summary>How much of <see cref="AveragedWeights"/> a batch leaves.</summary>
    public double? Ema { get; init; }

    /// <summary>Epochs without a lower validation loss that are borne.</summary>
    public int? EarlyStop { get; init; }

    /// <summary>Minutes after which training ends between two batches.</summary>
    public double? TimeBudget { get; init; }

    /// <summary>Whether <see cref="RunFolder.TensorBoard"/> is written.</summary>
    public bool Tensorboard { get; init; }

    internal IReadOnlyList<Metric> CreateMetrics() => MetricCatalogue.Create(Metrics);

    /// <summary>Adds what concerns a learner to its options.</summary>
    /// <param name="options">The rest.</param>
    /// <param name="data">Whose training pictures balance the classes.</param>
    internal LearnerOptions AddTo(LearnerOptions options, ImageData data) => options with
    {
        Loss = LossCatalogue.Create(Loss, LabelSmoothing, BalancesClasses ? ClassBalance.Weights(data) : null),
        Mixing = Mixup is { } mixup ? new Mixup { Alpha = mixup } : Cutmix is { } cutmix ? new CutMix { Alpha = cutmix } : null,
        MaxGradientNorm = Clip,
        AccumulatedBatches = Accumulate,
        SharedNorms = !NormsPerRank,
    };

    /// <summary>What watches all fits of a run: the same objects in each, since time and charts go on.</summary>
    internal IReadOnlyList<Callback> CreateCallbacks(RunFolder folder, RunTeller teller)
    {
        var callbacks = new List<Callback>();
        if (Ema is { } decay)
            callbacks.Add(new AveragedWeights { Decay = decay });
        if (EarlyStop is { } patience)
            callbacks.Add(new EarlyStopping(Watch.ValidLoss, patience));
        if (TimeBudget is { } minutes)
            callbacks.Add(new TimeBudget(TimeSpan.FromMinutes(minutes)));
        if (Tensorboard)
            callbacks.Add(new TensorBoardLog(folder.TensorBoard) { Failed = fault => teller.Miss("tensorboard", fault) });
        return callbacks;
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
