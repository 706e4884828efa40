using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
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
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work.</param>
    public static FeatureTable Read(
        TransferModel model, ImageData data, IReadOnlyList<LabelledImage> items, int views, IProgress<StepProgress>? progress, CancellationToken stop) =>
        Read(model, model.Pool, data, items, views, progress, stop);

    /// <summary>What tells one picture from another, whatever the head reads: the last stage's means, of the plain pictures.</summary>
    /// <inheritdoc cref="Read(TransferModel, ImageData, IReadOnlyList{LabelledImage}, int, IProgress{StepProgress}?, CancellationToken)"/>
    public static FeatureTable Describe(
        TransferModel model, ImageData data, IReadOnlyList<LabelledImage> items, IProgress<StepProgress>? progress, CancellationToken stop) =>
        Read(model, inputs => model.Body.LastMeans(model.Extract(inputs)), data, items, 1, progress, stop);

    private static FeatureTable Read(
        TransferModel model,
        Func<Tensor, Tensor> read,
        ImageData data,
        IReadOnlyList<LabelledImage> items,
        int views,
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
            foreach (Batch batch in source.Epoch(epoch, stop))
            {
                using Batch owned = batch;
                foreach ((int item, float[] row) in batch.Items.Zip(Rows(model, read, batch)))
                    rows[items[item].Path][view] = row;
                done += batch.Items.Count;
                progress?.Report(new StepProgress(Stage, done, items.Count * views));
            }
        }

        return new FeatureTable(rows);
    }

    private static IEnumerable<float[]> Rows(TransferModel model, Func<Tensor, Tensor> read, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        model.eval();
        Tensor pooled = read(batch.Inputs);
        return pooled.data<float>().ToArray().Chunk((int)pooled.shape[1]);
    }
}
