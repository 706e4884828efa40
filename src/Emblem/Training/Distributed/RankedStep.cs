using Emblem.Cluster;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Mixing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Training.Distributed;

/// <summary>
/// One batch of several processes: each passes its rows through the network, and all of them end with the gradients and the loss of the whole batch. All steps of
/// all ranks are the same, bit for bit, so their weights stay the same without being exchanged.
/// </summary>
internal sealed class RankedStep : IDisposable
{
    private readonly TransferModel _model;
    private readonly LearnerOptions _options;
    private readonly Ranks _ranks;
    private readonly RankOperations _operations;
    private readonly GradientBuckets _buckets;

    public RankedStep(TransferModel model, LearnerOptions options, Ranks ranks)
    {
        (_model, _options, _ranks) = (model, options, ranks);
        _operations = new RankOperations(ranks, options.SharedNorms);
        _buckets = new GradientBuckets(model, ranks);
        model.Use(_operations);
    }

    /// <summary>Whether a rank was asked to stop: all of them end after the same batch then.</summary>
    public bool MustStop { get; private set; }

    /// <summary>Numbers of the last batch's gradients that left while the way back was under way.</summary>
    public long SentEarly => _buckets.SentEarly;

    /// <summary>What the first rank's weights and statistics are, to all: processors may differ in the last digits of what a head is fitted on.</summary>
    public void Level()
    {
        _model.RestoreState([.. _model.CopyState().Select(entry => entry with { Bytes = _ranks.Broadcast(entry.Bytes.ToArray()) })]);
        MustStop = false;
    }

    /// <summary>Adds a batch's gradients, of all ranks, to those that wait for a step; gives the loss of the whole batch.</summary>
    /// <param name="batch">This rank's rows.</param>
    /// <param name="random">Decides the mixing.</param>
    /// <param name="waiting">Whether gradients of earlier batches wait: every rank has all of them, and only one may add them again.</param>
    /// <param name="stop">Told to the others.</param>
    public double Gather(Batch batch, RandomStream random, bool waiting, CancellationToken stop)
    {
        BatchPart part = batch.Part ?? throw new InvalidOperationException("A batch of several ranks says which rows it has.");
        var faults = new BackwardFaults();
        (_operations.Part, _operations.Faults, _operations.Buckets) = (part, faults, _buckets);
        MixedBatch given = Mix(batch, part, random);
        (Tensor losses, double weights) = _options.Loss.Part(_model.forward(given.Inputs), given.Labels);
        double whole = _options.Loss.ClassWeights is null ? part.Of : Total(weights * part.Share);
        using Scalar factor = part.Share / whole;
        Tensor loss = losses.mul(factor);
        if (waiting && !_ranks.IsFirst)
            _model.zero_grad();
        _buckets.Begin(waiting);
        loss.backward();
        faults.Rethrow();
        _buckets.End();
        if (!_options.SharedNorms)
            Average();
        double[] told = [loss.item<float>(), stop.IsCancellationRequested ? 1 : 0];
        _ranks.Sum(told);
        MustStop = told[1] > 0;
        return told[0];
    }

    /// <summary>A reason to end that one rank has, such as a clock's, is one for all.</summary>
    public void Agree(FitContext fit)
    {
        if (Total(fit.StopReason is null ? 0 : 1) == 0)
            return;
        IReadOnlyList<byte[]> reasons = _ranks.Gather(System.Text.Encoding.UTF8.GetBytes(fit.StopReason ?? ""));
        fit.Stop(System.Text.Encoding.UTF8.GetString(reasons.First(reason => reason.Length > 0)));
    }

    public void Dispose() => _buckets.Dispose();

    private double Total(double own)
    {
        double[] sum = [own];
        _ranks.Sum(sum);
        return sum[0];
    }

    /// <summary>Pictures are mixed with any others of the batch, so for that the whole batch comes together.</summary>
    private MixedBatch Mix(Batch batch, BatchPart part, RandomStream random)
    {
        if (_options.Mixing is not { } mixing)
            return new MixedBatch(batch.Inputs, new MixedLabels(batch.Targets));
        bool isWhole = part.Count == part.Of;
        MixedBatch mixed = mixing.Mix(
            isWhole ? batch.Inputs : RankTensors.Join(_ranks, batch.Inputs), isWhole ? batch.Targets : RankTensors.Join(_ranks, batch.Targets), random);
        return new MixedBatch(mixed.Inputs.narrow(0, part.First, part.Count), mixed.Labels.Rows(part.First, part.Count));
    }

    /// <summary>Running statistics that each rank took of its own rows: their mean is what the model keeps.</summary>
    private void Average()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor[] running = [.. _model.modules().OfType<NormBase>().Where(norm => norm.training).SelectMany(norm => (Tensor?[])[norm.running_mean, norm.running_var]).OfType<Tensor>()];
        double[] values = [.. running.SelectMany(statistic => statistic.cpu().data<float>().ToArray()).Select(value => (double)value)];
        if (values.Length == 0)
            return;
        _ranks.Sum(values);
        int from = 0;
        foreach (Tensor statistic in running)
        {
            int count = (int)statistic.numel();
            statistic.copy_(tensor([.. values.AsSpan(from, count).ToArray().Select(value => (float)(value / _ranks.Count))]));
            from += count;
        }
    }
}
