using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training.Callbacks;
using Emblem.Training.Checkpoints;
using Emblem.Training.Distributed;
using Emblem.Training.Metrics;
using Emblem.Training.Optimizers;

namespace Emblem.Training;

/// <summary>
/// A model, the pictures it learns from, and how far it has come: fast.ai's <c>Learner</c>. Verbs such as <c>FitOneCycle</c>,
/// <c>FindLearningRate</c>, <c>Interpret</c> and <c>Export</c> are added by the stages that own them. Holds native memory: dispose it.
/// Not safe to use from several threads at once.
/// </summary>
public sealed class Learner : IDisposable
{
    private readonly Recorder _recorder = new();
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly ModelMetadata _description;
    private readonly TrainingRecord _record;
    private readonly RankedStep? _ranked;
    private AdamW? _optimizer;
    private int _fits;

    internal Learner(
        TransferModel model, BatchSource training, BatchSource? validation, IReadOnlyList<Metric> metrics, ModelMetadata description, LearnerOptions options)
    {
        (Model, Training, Validation, Options) = (model, training, validation, options);
        (_metrics, _description) = (metrics, description);
        Random = new RandomSource(options.Seed);
        _record = new TrainingRecord(description.Provenance);
        Journal = new TrainingJournal(this);
        if (options.Ranks is { } ranks)
            _ranked = new RankedStep(model, options, ranks);
    }

    /// <summary>Every batch and epoch so far, over all fits.</summary>
    public TrainingHistory History => _recorder.History;

    /// <summary>Where callbacks' messages to the user go, such as "Better model found …"; nowhere by default.</summary>
    public IProgress<string>? Messages { get; set; }

    /// <summary>Layer groups, each with its own learning rate; the last is the head.</summary>
    public int GroupCount => Model.Groups.Count;

    /// <summary>What computes: the options' choice with nothing left open.</summary>
    public ComputePlan Compute { get; internal init; } = ComputePlan.Plain;

    /// <summary>Whether the head of the starting weights was kept, as <see cref="LearnerOptions.KeepsHead"/> asks.</summary>
    public bool HasKeptHead { get; internal init; }

    /// <summary>
    /// What tells pictures of something else entirely, which <see cref="Save"/> writes beside the weights: as <c>RememberPictures</c> found it or
    /// <see cref="Load"/> read it. Null without, and again once the network has trained on.
    /// </summary>
    public KnownFeatures? Known { get; internal set; }

    /// <summary>
    /// How the saved model makes answers of its logits, as <c>Calibrate</c> found it, <see cref="Load"/> read it or you set it; null for as they are, and again once
    /// the network has trained on. It is for the saved model alone: what a learner predicts and interprets has the temperature 1.
    /// </summary>
    /// <exception cref="ArgumentException">Nothing can be answered by it.</exception>
    public AnswerRule? Answers
    {
        get;
        set => field = value is not { IsSound: false } ? value : throw new ArgumentException($"No answer follows from {value}.", nameof(value));
    }

    /// <summary>The pictures, for the stages that look at single ones; null for a learner that was built on batches alone.</summary>
    internal ImageData? Data { get; init; }

    /// <summary>What a file that was saved now would say of the network.</summary>
    internal ModelMetadata Description => _description with { Provenance = _record.Provenance };

    /// <summary>The same with how it answers.</summary>
    internal ModelMetadata WholeDescription => Description with { Novelty = Known?.Rule, Answers = Answers };

    internal TransferModel Model { get; }

    /// <summary>Sees all that happens; null for nobody.</summary>
    internal LearnerWatch? Watcher { get; set; }

    /// <summary>The network; null for a learner that was built on batches alone.</summary>
    internal Architecture? Architecture { get; init; }

    /// <summary>Groups that do not learn, from the first on.</summary>
    internal int FrozenGroups { get; private set; }

    /// <summary>What it holds of the process; null for a learner that was built on batches alone.</summary>
    internal ComputeLease? Lease { get; init; }

    internal LearnerOptions Options { get; }

    internal BatchSource Training { get; }

    internal BatchSource? Validation { get; }

    internal RandomSource Random { get; }

    internal AdamW Optimizer => _optimizer ??= new AdamW(Model.ParametersByGroup(trainable: true), Options.WeightDecay);

    internal LoopPosition Position => _recorder.Position;

    /// <summary>What was done so far, for checkpoints.</summary>
    internal TrainingJournal Journal { get; }

    internal IReadOnlyList<string> MetricNames => [.. _metrics.Select(metric => metric.Name)];

    /// <summary>
    /// Lets only the head learn, and the batch norms unless <see cref="LearnerOptions.FrozenNorm"/> freezes them too: fast.ai's <c>freeze</c>.
    /// The optimizer starts anew.
    /// </summary>
    public void Freeze() => FreezeBefore(^1);

    /// <summary>Lets everything learn. The optimizer starts anew.</summary>
    public void Unfreeze() => FreezeBefore(0);

    /// <summary>
    /// Lets the groups from <paramref name="group"/> on learn, and the batch norms before it unless <see cref="LearnerOptions.FrozenNorm"/>
    /// freezes them too. The optimizer starts anew.
    /// </summary>
    /// <param name="group">0 for everything, <c>^1</c> for the head alone, <c>^2</c> for fast.ai's <c>freeze_to(-2)</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such group.</exception>
    public void FreezeBefore(Index group)
    {
        int first = group.GetOffset(GroupCount);
        if (first < 0 || first >= GroupCount)
            throw new ArgumentOutOfRangeException(nameof(group), group, $"The network has {GroupCount} layer groups, 0 to {GroupCount - 1}; the last is the head.");
        Model.FreezeBefore(first, Options.FrozenNorm);
        FrozenGroups = first;
        _optimizer?.Dispose();
        _optimizer = null;
    }

    /// <summary>Trains by a plan. <c>FitOneCycle</c> makes the usual one.</summary>
    /// <param name="plan">Rates and momentum of each batch.</param>
    /// <param name="callbacks">Called in this order after the learner's own record.</param>
    /// <param name="stop">
    /// Ends the fit between two batches with <see cref="OperationCanceledException"/>; the weights stay as they are then, and a checkpoint holds
    /// them where <c>KeepCheckpoints</c> asked for some.
    /// </param>
    /// <exception cref="EmblemException">A callback goes by a metric that this learner does not measure.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a weight is no number any more.</exception>
    /// <returns>This fit's part of <see cref="History"/>; nothing where a resumed training passes over it.</returns>
    public TrainingHistory Fit(FitPlan plan, IReadOnlyList<Callback>? callbacks = null, CancellationToken stop = default)
    {
        callbacks ??= [];
        Watch.RequireMeasured(callbacks, MetricNames);
        int epochs = (plan.Iterations + Training.BatchesPerEpoch - 1) / Training.BatchesPerEpoch;
        _record.Begin(plan, epochs, FrozenGroups, Options, Data);
        int fit = _fits++;
        var context = new FitContext(this, fit, epochs, Training.BatchesPerEpoch) { PeakRates = plan.PeakRates };
        FitCheckpoints checkpoints = Journal.BeginFit(plan.Name(FrozenGroups), callbacks);
        if (checkpoints.PassOver())
            return TrainingHistory.Empty;
        (Known, Answers) = (null, null);
        TrainingLoop loop = Loop([_recorder, _record, .. Watcher is null ? (Callback[])[] : [Watcher], .. callbacks, checkpoints]);
        checkpoints.Place(loop, context);
        try
        {
            loop.Run(plan, context, Position.Before(loop.State), Random, () => Validate(stop), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || _ranked is { MustStop: true })
        {
            checkpoints.Save(context);
            throw;
        }
        catch (TrainingDivergedException)
        {
            // The moments are as lost as the weights.
            _optimizer?.Dispose();
            _optimizer = null;
            callbacks.Each(callback => callback.OnDiverged(context));
            throw;
        }

        if (context.StopReason is { } reason)
            Messages?.Report(reason);
        return History.Of(fit);
    }

    /// <summary>Takes note of what this learner learns with and from, and of a way of fitting that follows no plan.</summary>
    internal void Note(params IReadOnlyList<FitProvenance> fits) => _record.Begin(fits, Options, Data);

    /// <summary>Writes the weights, with a hash of them and everything needed to open them again; <c>.safetensors</c> is added when there is no extension.</summary>
    /// <exception cref="EmblemException">A weight is NaN or infinite: such a model answers nothing. The file is as it was.</exception>
    public void Save(string path)
    {
        Model.RequireFinite();
        StreamedTensor[] known = Known is null ? [] : [StreamedTensor.Of(Known.ToTensor())];
        ModelFile.Write(ModelFile.PathOf(path), [.. Model.LendState(), .. known], WholeDescription);
    }

    /// <summary>Puts saved weights back, with what their file says of their training. The optimizer keeps its moments.</summary>
    /// <exception cref="ModelFileException">The file is damaged, or holds another network's weights or such that are NaN or infinite.</exception>
    public void Load(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(ModelFile.PathOf(path));
        Model.LoadState(file);
        Known = KnownFeatures.Read(file);
        ModelMetadata? saved = ModelMetadata.IsIn(file) ? ModelMetadata.Read(file) : null;
        Answers = saved?.Answers;
        if (saved is not null)
            _record.Restore(saved.Provenance);
    }

    /// <summary>Frees model and optimizer, and gives back what <see cref="LearnerOptions.Compute"/> took of the process: threads and memory.</summary>
    public void Dispose()
    {
        Journal.Dispose();
        _optimizer?.Dispose();
        _ranked?.Dispose();
        Model.Dispose();
        Lease?.Dispose();
    }

    /// <summary>The loop that trains this learner's model on its pictures.</summary>
    internal TrainingLoop Loop(IReadOnlyList<Callback> callbacks) => new(Model, Optimizer, Training, Options, callbacks, _ranked);

    /// <summary>Takes over the past of an interrupted training.</summary>
    internal void Restore(TrainingHistory history, TrainingProvenance provenance)
    {
        _recorder.Restore(history);
        _record.Restore(provenance);
    }

    /// <inheritdoc/>
    public override string ToString() => LearnerText.Of(this);

    /// <summary>Looks at the validation pictures with the weights as they are: fast.ai's <c>validate</c>. Loss and metrics as after an epoch.</summary>
    /// <param name="stop">Ends it between two batches with <see cref="OperationCanceledException"/>.</param>
    public Validation Validate(CancellationToken stop = default) =>
        Validation is null ? Emblem.Training.Validation.None : Evaluator.Validate(Model, Validation, _metrics, Options.Loss, Options.Ranks, stop);
}
