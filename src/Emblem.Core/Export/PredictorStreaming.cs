using System.Runtime.CompilerServices;

namespace Emblem.Export;

/// <summary>Adds streams of answers to a predictor: for as many pictures as there are, in the memory of two batches.</summary>
public static class PredictorStreaming
{
    extension(Predictor predictor)
    {
        /// <summary>
        /// Answers for pictures in their order, each as soon as its batch is computed, while the next batch is decoded. A picture is asked for when its batch
        /// begins. Answers are bit for bit those of a call with a list.
        /// </summary>
        /// <param name="pictures">Read once, as they are needed; none of them null.</param>
        /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
        public async IAsyncEnumerable<Prediction> PredictManyAsync(
            IAsyncEnumerable<PictureInput> pictures, [EnumeratorCancellation] CancellationToken stop = default)
        {
            ArgumentNullException.ThrowIfNull(pictures);
            using IDisposable call = predictor.Enter();
            Task<Prediction[]>? computing = null;
            int begun = 0;
            await foreach (PictureInput[] group in pictures.Chunk(predictor.PicturesAtOnce).WithCancellation(stop).ConfigureAwait(false))
            {
                int first = begun;
                Task<Prediction[]> next = await Task.Factory.StartNew(() => predictor.Begin(group, first, stop), stop, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).ConfigureAwait(false);
                begun += group.Length;
                foreach (Prediction answer in computing is null ? [] : await computing.ConfigureAwait(false))
                    yield return answer;
                computing = next;
            }

            foreach (Prediction answer in computing is null ? [] : await computing.ConfigureAwait(false))
                yield return answer;
        }

        /// <summary>The same for pictures that are named at once, such as those of a <see cref="PictureStream"/>.</summary>
        /// <param name="pictures">Read once, as they are needed; none of them null.</param>
        /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
        public IAsyncEnumerable<Prediction> PredictManyAsync(IEnumerable<PictureInput> pictures, CancellationToken stop = default)
        {
            ArgumentNullException.ThrowIfNull(pictures);
            return predictor.PredictManyAsync(pictures.ToAsyncEnumerable(), stop);
        }
    }
}
