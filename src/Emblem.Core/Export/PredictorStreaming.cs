using Emblem.Cluster;

namespace Emblem.Export;

/// <summary>Adds to predictors streams of answers for pictures that are named at once.</summary>
public static class PredictorStreaming
{
    extension(IPredictor predictor)
    {
        /// <summary><see cref="IPredictor.PredictManyAsync"/> for pictures that are named at once, such as those of a <see cref="PictureStream"/>.</summary>
        /// <param name="pictures">Read once, as they are needed; none of them null.</param>
        /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
        public IAsyncEnumerable<Prediction> PredictManyAsync(IEnumerable<PictureInput> pictures, CancellationToken stop = default)
        {
            ArgumentNullException.ThrowIfNull(pictures);
            return predictor.PredictManyAsync(OneByOne(pictures), stop);
        }
    }

    extension(Predictor predictor)
    {
        /// <summary>The same by several ranks, and for pictures that others were before.</summary>
        /// <param name="pictures">Read once, as they are needed, by the first rank.</param>
        /// <param name="ranks">Who answers; null for this process alone. Only the first has answers.</param>
        /// <param name="before">How many pictures were before; asked once the first is known.</param>
        /// <param name="stop">Ends the work.</param>
        internal IAsyncEnumerable<Prediction> PredictManyAsync(IEnumerable<PictureInput> pictures, Ranks? ranks, Func<int> before, CancellationToken stop) =>
            ranks is null ? PredictionStream.Of(predictor, OneByOne(pictures), before, stop) : new RankedPredictionStream(predictor, ranks, pictures, before, stop).AnswersAsync();
    }

    private static async IAsyncEnumerable<PictureInput> OneByOne(IEnumerable<PictureInput> pictures)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (PictureInput picture in pictures)
            yield return picture;
    }
}
