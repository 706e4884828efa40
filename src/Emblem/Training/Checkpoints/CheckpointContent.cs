using System.Runtime.InteropServices;
using Emblem.Compute;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training.Optimizers;
using static TorchSharp.torch;

namespace Emblem.Training.Checkpoints;

/// <summary>
/// Moves a learner to and from a checkpoint. Weights and statistics have the names that a saved model gives them, so a checkpoint opens
/// as a model too; all else has names of its own. Random streams derive from counters and need nothing.
/// </summary>
internal static class CheckpointContent
{
    private const string Batches = "history.batches";
    private const int BatchColumns = 4;

    /// <exception cref="Foundation.EmblemException">A weight is no number any more: nothing could be gone on with from there.</exception>
    public static void Write(string path, Learner learner, IReadOnlyList<TrainingStep> steps)
    {
        learner.Model.RequireFinite();
        TrainingHistory history = learner.History;
        using AdamWState moments = learner.Optimizer.Capture();
        var record = new CheckpointRecord(
            steps, history.Epochs, learner.MetricNames, [.. moments.All.Select(one => one.Steps)], NativeRuntime.Threads)
        {
            Step = learner.Options.Step,
        };
        StreamedTensor[] tensors =
        [
            .. learner.Model.LendState(),
            .. moments.All.SelectMany((one, i) => (StreamedTensor[])
                [StateDictionary.Lend(MeanName(i), one.Mean), StateDictionary.Lend(SquareName(i), one.Square)]),
            BatchesOf(history.Batches),
            .. steps.SelectMany((step, i) => step.Callbacks.SelectMany((callback, j) => callback.Tensors.Select(
                tensor => new StreamedTensor(PrefixOf(i, j) + tensor.Name, tensor.Type, tensor.Shape, stream => stream.Write(tensor.Bytes.Span))))),
        ];
        CheckpointFile.Write(path, record, learner.Description.ToHeader(), tensors);
    }

    /// <summary>Puts everything back but what callbacks remember, which <see cref="ReadRecord"/> gives.</summary>
    /// <remarks>The learner must have come to the same step, so that the same parameters learn.</remarks>
    public static void Restore(SafetensorsFile file, CheckpointRecord record, Learner learner)
    {
        learner.Model.LoadState(file);
        using (AdamWState fresh = learner.Optimizer.Capture())
        {
            learner.Optimizer.Restore(new AdamWState([.. fresh.All.Zip(record.OptimizerSteps).Select((pair, i) =>
            {
                Fill(pair.First.Mean, file, MeanName(i));
                Fill(pair.First.Square, file, SquareName(i));
                return pair.First with { Steps = pair.Second };
            })]));
        }

        learner.Restore(new TrainingHistory(ReadBatches(file), record.Epochs), ModelMetadata.Read(file).Provenance);
    }

    /// <summary>The record, with the callbacks' tensors.</summary>
    public static CheckpointRecord ReadRecord(SafetensorsFile file)
    {
        CheckpointRecord record = CheckpointFile.ReadRecord(file);
        return record with
        {
            Steps =
            [
                .. record.Steps.Select((step, i) => step with
                {
                    Callbacks = [.. step.Callbacks.Select((callback, j) => callback with { Tensors = ReadBelow(file, PrefixOf(i, j)) })],
                }),
            ],
        };
    }

    /// <summary>Training batches that the checkpoint holds.</summary>
    public static int CountBatches(SafetensorsFile file) => (int)file.Find(Batches)!.Shape[0];

    private static StreamedTensor BatchesOf(IReadOnlyList<BatchRecord> rows)
    {
        double[] values = [.. rows.SelectMany(row => (double[])[row.Loss, row.SmoothedLoss, row.LearningRate, row.Momentum])];
        return new StreamedTensor(
            Batches, TensorType.F64, [rows.Count, BatchColumns], stream => stream.Write(MemoryMarshal.AsBytes<double>(values)));
    }

    private static BatchRecord[] ReadBatches(SafetensorsFile file)
    {
        double[] values = MemoryMarshal.Cast<byte, double>(ReadBytes(file, file.Find(Batches)!)).ToArray();
        return [.. values.Chunk(BatchColumns).Select((row, i) => new BatchRecord(i, row[0], row[1], row[2], row[3]))];
    }

    private static void Fill(Tensor target, SafetensorsFile file, string name)
    {
        using var quiet = no_grad();
        TensorEntry entry = file.Find(name) is { } found && found.Shape.SequenceEqual(target.shape) ? found : throw new ModelFileException(
            $"{file.Path} has no '{name}' of [{string.Join(", ", target.shape)}]: other layers learned when it was saved. Resume with the same steps.");
        using Tensor stored = empty(target.shape, target.dtype);
        file.Read(entry, stored.bytes);
        target.copy_(stored);
    }

    private static NamedTensor[] ReadBelow(SafetensorsFile file, string prefix) =>
    [
        .. file.Entries.Where(entry => entry.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => new NamedTensor(entry.Name[prefix.Length..], entry.Type, entry.Shape, ReadBytes(file, entry))),
    ];

    private static byte[] ReadBytes(SafetensorsFile file, TensorEntry entry)
    {
        byte[] bytes = new byte[entry.Length];
        file.Read(entry, bytes);
        return bytes;
    }

    private static string MeanName(int parameter) => $"optimizer.{parameter}.mean";

    private static string SquareName(int parameter) => $"optimizer.{parameter}.square";

    private static string PrefixOf(int step, int callback) => $"callback.{step}.{callback}.";
}
