using Emblem.Augmentation;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Benchmarks.Features;

/// <summary>A network's features of a set, computed once and kept in a file: a pass of one network over one set takes half a minute.</summary>
/// <param name="weights">Of the network.</param>
/// <param name="folder">Where the files are kept.</param>
internal sealed class FeatureStore(BodyWeights weights, string folder)
{
    private const int Size = 224;

    /// <summary>By path.</summary>
    public IReadOnlyDictionary<string, PictureFeatures> Read(string set, ImageSplit split, IReadOnlyList<LabelledImage> items)
    {
        string file = Path.Combine(folder, $"{weights.Architecture.Name}-{set}-{Size}.bin");
        if (!File.Exists(file))
            Write(file, split, items);
        using var reader = new BinaryReader(File.OpenRead(file));
        return items.ToDictionary(
            item => item.Path,
            _ => new PictureFeatures(new StageRow(ReadRows(reader), ReadRows(reader)), new StageRow(ReadRows(reader), ReadRows(reader))));
    }

    /// <summary>Computed as a run computes them on this machine.</summary>
    private void Write(string file, ImageSplit split, IReadOnlyList<LabelledImage> items)
    {
        ComputePlan compute = ComputeOptions.OwnProcess.Resolve();
        using ComputeLease process = compute.Lease();
        using TransferModel model = TransferModel.Create(weights.Architecture, split.Classes.Count, HeadChoice.Linear, new RandomSource(1));
        weights.LoadInto(model.Body);
        model.Use(compute);
        model.eval();
        ImageData data = split.ToBatches(new BatchOptions
        {
            ImageSize = Size,
            Resize = ResizeMethod.Squish,
            Resampling = weights.Architecture.Preprocessing.Resampling,
            Statistics = weights.Architecture.Preprocessing.Statistics,
            Augment = Augmentations.None,
        }).In(BatchFormat.For(compute));
        var rows = new StageRow[items.Count, 2];
        foreach (Batch batch in data.Ordered(items, 16).Epoch(0, default))
        {
            using Batch owned = batch;
            using var scope = NewDisposeScope();
            using var quiet = no_grad();
            foreach ((int view, Tensor pictures) in new[] { batch.Inputs, batch.Inputs.flip(3) }.Index())
            {
                Tensor[] maps = [.. model.Body.Maps(compute.Place(pictures)).Select(map => map.to(ScalarType.Float32))];
                float[][][] means = [.. maps.Select(map => Rows(map.mean([2, 3])))];
                float[][][] maxima = [.. maps.Select(map => Rows(map.amax([2, 3])))];
                foreach ((int i, int item) in batch.Items.Index())
                    rows[item, view] = new StageRow([.. means.Select(stage => stage[i])], [.. maxima.Select(stage => stage[i])]);
            }
        }

        using var writer = new BinaryWriter(File.Create(file));
        foreach (float[][] part in rows.Cast<StageRow>().SelectMany(row => (float[][][])[row.Means, row.Maxima]))
        {
            writer.Write(part.Length);
            foreach (float[] stage in part)
            {
                writer.Write(stage.Length);
                foreach (float value in stage)
                    writer.Write(value);
            }
        }
    }

    private static float[][] ReadRows(BinaryReader reader)
    {
        var stages = new float[reader.ReadInt32()][];
        for (int stage = 0; stage < stages.Length; stage++)
            stages[stage] = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadSingle())];
        return stages;
    }

    private static float[][] Rows(Tensor tensor) => [.. tensor.contiguous().data<float>().ToArray().Chunk((int)tensor.shape[1])];
}
