using Emblem.Cluster;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Distributed;
using static TorchSharp.torch;

namespace Emblem.Training.Fitting;

/// <summary>Passes pictures through a body as it is: no gradients, running statistics, one batch in memory at a time.</summary>
internal static class FrozenFeatures
{
    private const string Stage = "computing features";

    /// <summary>What a head of this model is fitted on.</summary>
    /// <param name="model">Its body is used, and stays as it is.</param>
    /// <param name="data">How pictures are prepared and changed.</param>
    /// <param name="items">Each once; their order decides what augmentation draws for each.</param>
    /// <param name="views">Of each picture: the plain one, then as training's first epochs would change it.</param>
    /// <param name="ranks">Processes that do it together, and all get the features; null for this one alone.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work.</param>
    public static FeatureTable Read(
        TransferModel model, ImageData data, IReadOnlyList<LabelledImage> items, int views, Ranks? ranks, IProgress<StepProgress>? progress, CancellationToken stop) =>
        Read(model, inputs => Whole(model, inputs), data, items, views, ranks, progress, stop);

    /// <summary>What a head reads, and behind it what tells one picture from another whatever the head reads: one pass of the body gives both.</summary>
    private static Tensor Whole(TransferModel model, Tensor inputs)
    {
        Tensor features = model.Extract(inputs);
        return cat([model.Pool(features), model.Body.LastMeans(features)], 1);
    }

    /// <summary>What tells one picture from another alone: the last stage's means, of the plain pictures.</summary>
    /// <inheritdoc cref="Read(TransferModel, ImageData, IReadOnlyList{LabelledImage}, int, Ranks?, IProgress{StepProgress}?, CancellationToken)"/>
    public static FeatureTable Describe(
        TransferModel model, ImageData data, IReadOnlyList<LabelledImage> items, Ranks? ranks, IProgress<StepProgress>? progress, CancellationToken stop) =>
        Read(model, inputs => model.Body.LastMeans(model.Extract(inputs)), data, items, 1, ranks, progress, stop);

    private static FeatureTable Read(
        TransferModel model,
        Func<Tensor, Tensor> read,
        ImageData data,
        IReadOnlyList<LabelledImage> items,
        int views,
        Ranks? ranks,
        IProgress<StepProgress>? progress,
        CancellationToken stop)
    {
        if (views > 1 && data.Options.Augment.Count == 0)
            throw new EmblemException($"Without augmentation all views of a picture are equal; got {views} views. Ask for 1, or for augmentation.");
        var rows = items.ToDictionary(item => item.Path, _ => new float[views][]);
        int done = 0;
        for (int view = 0; view < views; view++)
        {
            (BatchSource source, int epoch) = view == 0 ? (data.Ordered(items), 0) : (data.Changed(items), view - 1);
            foreach ((IReadOnlyList<int> found, IEnumerable<float[]> features) in ranks is null ? Alone(source, epoch) : Together(ranks, source, epoch))
            {
                foreach ((int item, float[] row) in found.Zip(features))
                    rows[items[item].Path][view] = row;
                done += found.Count;
                progress?.Report(new StepProgress(Stage, done, items.Count * views));
            }
        }

        return new FeatureTable(rows, model.Body.StageWidths[^1]);

        IEnumerable<(IReadOnlyList<int>, IEnumerable<float[]>)> Alone(BatchSource source, int epoch)
        {
            foreach (Batch batch in source.Epoch(epoch, stop))
            {
                using Batch owned = batch;
                yield return (batch.Items, Rows(model, read, batch));
            }
        }

        IEnumerable<(IReadOnlyList<int>, IEnumerable<float[]>)> Together(Ranks many, BatchSource source, int epoch) =>
            RankBatches.Each(many, source, epoch, batch => Read(model, read, batch), stop).Select(batch => ((IReadOnlyList<int>)batch.Items, (IEnumerable<float[]>)batch.Values.Chunk(batch.Width)));
    }

    private static Tensor Read(TransferModel model, Func<Tensor, Tensor> read, Batch batch)
    {
        model.eval();
        return read(batch.Inputs);
    }

    private static IEnumerable<float[]> Rows(TransferModel model, Func<Tensor, Tensor> read, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor pooled = Read(model, read, batch);
        return pooled.data<float>().ToArray().Chunk((int)pooled.shape[1]);
    }
}
