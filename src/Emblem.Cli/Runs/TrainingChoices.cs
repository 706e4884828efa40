using Emblem.Data;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using Emblem.Training.Mixing;

namespace Emblem.Cli.Runs;

/// <summary>What a run makes small, mixes, measures and watches, as <c>options.json</c> keeps it; whatever is null is off.</summary>
internal sealed record TrainingChoices
{
    public RunLoss Loss { get; init; } = RunLoss.CrossEntropy;

    public double? LabelSmoothing { get; init; }

    public ClassWeighting ClassWeights { get; init; } = ClassWeighting.None;

    /// <summary>The shape of Mixup's shares.</summary>
    public double? Mixup { get; init; }

    /// <summary>The shape of CutMix's shares.</summary>
    public double? Cutmix { get; init; }

    /// <summary>By the names of <see cref="RunMetrics"/>.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = RunMetrics.Usual;

    /// <summary>The largest norm of the gradients.</summary>
    public double? Clip { get; init; }

    /// <summary>Batches a step.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>How much of the averaged weights a batch leaves.</summary>
    public double? Ema { get; init; }

    /// <summary>Epochs without a lower validation loss that are borne.</summary>
    public int? EarlyStop { get; init; }

    /// <summary>Minutes.</summary>
    public double? TimeBudget { get; init; }

    public bool Tensorboard { get; init; }

    public IReadOnlyList<Metric> CreateMetrics() => RunMetrics.Create(Metrics);

    /// <summary>Adds what concerns a learner to its options.</summary>
    /// <param name="options">The rest.</param>
    /// <param name="data">Whose training pictures balance the classes.</param>
    public LearnerOptions AddTo(LearnerOptions options, ImageData data)
    {
        IReadOnlyList<double>? weights = ClassWeights == ClassWeighting.Balanced ? ClassBalance.Weights(data) : null;
        return options with
        {
            Loss = Loss == RunLoss.Focal
                ? new FocalLoss { ClassWeights = weights }
                : new CrossEntropy { ClassWeights = weights, Smoothing = LabelSmoothing ?? 0 },
            Mixing = Mixup is { } mixup ? new Mixup { Alpha = mixup } : Cutmix is { } cutmix ? new CutMix { Alpha = cutmix } : null,
            MaxGradientNorm = Clip,
            AccumulatedBatches = Accumulate,
        };
    }

    /// <summary>What watches all fits of a run: the same objects in each, since time and charts go on.</summary>
    public IReadOnlyList<Callback> CreateCallbacks(RunFolder folder)
    {
        var callbacks = new List<Callback> { new StopOnNaN() };
        if (Ema is { } decay)
            callbacks.Add(new AveragedWeights { Decay = decay });
        if (EarlyStop is { } patience)
            callbacks.Add(new EarlyStopping(Watch.ValidLoss, patience));
        if (TimeBudget is { } minutes)
            callbacks.Add(new TimeBudget(TimeSpan.FromMinutes(minutes)));
        if (Tensorboard)
            callbacks.Add(new TensorBoardLog(folder.TensorBoard));
        return callbacks;
    }
}
