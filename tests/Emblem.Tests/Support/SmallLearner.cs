using Emblem.Cluster;
using Emblem.Data;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training;
using Emblem.Training.Metrics;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Emblem.Tests.Support;

/// <summary>The small network and data that fast.ai's own Learner was run on for Golden/trajectory.json.</summary>
internal static class SmallLearner
{
    private static readonly string[] BodyOrder =
    [
        .. from part in (string[])["0", "1"]
           from name in (string[])["0.weight", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"]
           select $"{part}.{name}",
    ];

    public static Learner Make(double weightDecay = 0.01, FrozenBatchNorm frozenNorm = FrozenBatchNorm.Train) =>
        Make(new LearnerOptions { WeightDecay = weightDecay, FrozenNorm = frozenNorm });

    public static Learner Make(LearnerOptions options, int batchSize = 8)
    {
        Emblem.Compute.NativeRuntime.EnsureLoaded();
        var body = new SmallBody();
        Sequential head = Sequential(("0", AdaptiveAvgPool2d(1)), ("1", Flatten()), ("2", Linear(16, 3)));
        TransferModel model = new TransferModel(body, head).Counted();
        Formula.Fill(body, BodyOrder);
        Formula.Fill(head, ["2.weight", "2.bias"], BodyOrder.Length);
        return new Learner(
            model,
            Source(48, 5, i => i * 7 % 3, batchSize, options.Ranks),
            Source(15, 9, i => i * 5 % 3, batchSize),
            [new Accuracy()],
            new ModelMetadata("small", ["a", "b", "c"], new Preprocessing(12, 12), new HeadDescription(HeadKind.Custom), new TrainingProvenance("formula")),
            options);
    }

    /// <summary>fast.ai's names of the state: positions of groups, then of layers.</summary>
    public static Dictionary<string, float[]> State(Learner learner) => learner.Model.CopyState()
        .Where(entry => entry.Type == TensorType.F32)
        .ToDictionary(
            entry => entry.Name.Replace("head.", "2.", StringComparison.Ordinal),
            entry => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(entry.Bytes.Span).ToArray());

    /// <param name="count">Pictures.</param>
    /// <param name="k">Which.</param>
    /// <param name="label">Of each.</param>
    /// <param name="batchSize">Of whole batches.</param>
    /// <param name="ranks">Those that share each batch; null where a batch is whole.</param>
    private static BatchSource Source(int count, int k, Func<int, int> label, int batchSize, Ranks? ranks = null)
    {
        float[] pixels = Formula.Wave(count * 3 * 12 * 12, k);
        return new BatchSource((count + batchSize - 1) / batchSize, (_, _) => Enumerable.Range(0, count).Chunk(batchSize).Select(chunk =>
        {
            BatchPart? part = ranks is null ? null : BatchPart.OfRank(chunk.Length, ranks.Rank, ranks.Count);
            int[] own = part is { } rows ? chunk[rows.First..(rows.First + rows.Count)] : chunk;
            return new Batch(
                TorchSharp.torch.tensor(pixels[(own[0] * 432)..((own[^1] + 1) * 432)], [own.Length, 3, 12, 12]).DetachFromDisposeScope(),
                TorchSharp.torch.tensor(Array.ConvertAll(own, i => (long)label(i))).DetachFromDisposeScope(),
                own)
            {
                Part = part,
            };
        }));
    }
}
