using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Training.Fitting;

/// <summary>Passes pictures through a body as it is: no gradients, running statistics, one batch in memory at a time.</summary>
internal static class FrozenFeatures
{
    private const string Stage = "computing features";

    /// <param name="model">Its body is used, and stays as it is.</param>
    /// <param name="data">How pictures are prepared and changed.</param>
    /// <param name="items">Each once; their order decides what augmentation draws for each.</param>
    /// <param name="views">Of each picture: the plain one, then as training's first epochs would change it.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static FeatureTable Read(
        TransferModel model, ImageData data, IReadOnlyList<LabelledImage> items, int views, IProgress<StepProgress>? progress, CancellationToken stop)
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
                foreach ((int item, float[] row) in batch.Items.Zip(Pool(model, batch)))
                    rows[items[item].Path][view] = row;
                done += batch.Items.Count;
                progress?.Report(new StepProgress(Stage, done, items.Count * views));
            }
        }

        return new FeatureTable(rows);
    }

    private static IEnumerable<float[]> Pool(TransferModel model, Batch batch)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        model.eval();
        Tensor pooled = model.Pool(batch.Inputs);
        return pooled.data<float>().ToArray().Chunk((int)pooled.shape[1]);
    }
}
