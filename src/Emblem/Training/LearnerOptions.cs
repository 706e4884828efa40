using System.Globalization;
using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Training.Losses;
using Emblem.Training.Mixing;

namespace Emblem.Training;

/// <summary>How a learner is built.</summary>
public sealed record LearnerOptions
{
    /// <summary>
    /// The weights that the body starts with, found by <see cref="PretrainedWeights"/>; with them the body is frozen at first, as fast.ai does.
    /// A classifier in them is left aside unless <see cref="KeepsHead"/> is set, so a model that was saved for other classes serves too. Without, everything is
    /// random and trains. Null that is given, as a search for weights does that finds none, means the same, and whoever listens to the learner is warned.
    /// </summary>
    public BodyWeights? Weights
    {
        get;
        init => (field, MissesWeights) = (value, value is null);
    }

    /// <summary>Whether weights were given and are none.</summary>
    internal bool MissesWeights { get; private init; }

    /// <summary>
    /// Whether the head that <see cref="Weights"/> carry is kept, where they are a model that Emblem saved for the same classes; off by default. For going
    /// on from a model, such as on larger pictures. <see cref="Head"/> is then for other classes only.
    /// </summary>
    public bool KeepsHead { get; init; }

    /// <summary>The classifier on the body; fast.ai's by default.</summary>
    public HeadChoice Head { get; init; } = HeadChoice.FastAi();

    /// <summary>
    /// fast.ai's <c>bn_final</c>: batch norm over the logits. Null, the default, for what <see cref="Head"/> says; fast.ai's head has none unless it is
    /// asked for, and the notebook asks. A learner of another head refuses true.
    /// </summary>
    public bool? FinalNorm { get; init; }

    /// <summary>What batch norms do in frozen layer groups: learn on by default, as in fast.ai.</summary>
    public FrozenBatchNorm FrozenNorm { get; init; } = FrozenBatchNorm.Train;

    /// <summary>What training makes small and validation measures; cross-entropy by default.</summary>
    public Loss Loss { get; init; } = new CrossEntropy();

    /// <summary>Makes training pictures out of two; null, by default, leaves them alone.</summary>
    public BatchMixing? Mixing { get; init; }

    /// <summary>
    /// Batches whose mean gradient makes one step of the optimizer, 1 by default: as batches of so many times the size, but for batch norms, at
    /// the memory of one. An epoch's last step takes what is left over.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int AccumulatedBatches { get; init => field = (int)Checked.Within(value, 1, int.MaxValue); } = 1;

    /// <summary>The largest norm that all gradients together may have before a step; longer ones are shortened. Null, by default, for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double? MaxGradientNorm { get; init => field = value is { } norm ? Checked.Positive(norm, nameof(MaxGradientNorm)) : null; }

    /// <summary>fast.ai's.</summary>
    internal const double UsualWeightDecay = 0.01;

    /// <summary>Decoupled weight decay per step and unit of rate; fast.ai's 0.01.</summary>
    public double WeightDecay { get; init; } = UsualWeightDecay;

    /// <summary>What computes, and with which numbers: what <see cref="ComputeOptions.Resolve()"/> gives. Null, by default, for what this machine is best at.</summary>
    public ComputePlan? Compute { get; init; }

    /// <summary>
    /// The processes that train together, each with a learner made alike: each takes its part of every batch, and all make the same steps. Null, the default,
    /// for a learner alone. <see cref="BatchOptions.BatchSize"/> is that of the whole batch, so rates and results do not depend on how many share it. Every call
    /// that computes is one for all of them, in the same order.
    /// </summary>
    public Ranks? Ranks { get; init; }

    /// <summary>
    /// Whether batch norms that learn take the statistics of the whole batch, which costs two small exchanges a norm and step, or of each process's part of it.
    /// On by default: then a training gives the same losses whatever the number of processes, and small parts have no statistics that are worth the name.
    /// </summary>
    public bool SharedNorms { get; init; } = true;

    /// <summary>What decides each step besides the pictures, the network and the rates, in words: equal only where all of it is.</summary>
    internal string Step => string.Create(
        CultureInfo.InvariantCulture,
        $"{Loss}; {Mixing?.ToString() ?? "no mixing"}; {AccumulatedBatches} batches a step; gradients {(MaxGradientNorm is { } most ? $"at most {most:R} long" : "as they are")}");

    /// <summary>What <see cref="Head"/> and <see cref="FinalNorm"/> say together, in whichever order they were set.</summary>
    /// <exception cref="ArgumentException">A final norm is asked for, and the head has none.</exception>
    internal HeadChoice SettledHead => FinalNorm is { } norm ? Head.WithFinalNorm(norm) : Head;

    /// <summary>The seed of random weights and dropout.</summary>
    public long Seed { get; init; } = RandomSource.UsualSeed;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
