using System.Diagnostics;
using Emblem.Cluster;
using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Reporting;

/// <summary>Adds to a predictor answers for as many pictures as there are, written into files.</summary>
public static class PredictingIntoFiles
{
    private static readonly TimeSpan KeptEvery = TimeSpan.FromSeconds(1);

    extension(Predictor predictor)
    {
        /// <summary>
        /// Predicts pictures in their order and writes the answers. Memory does not grow with them. Files appear when all is done; until then answers are kept beside the
        /// first of them, and the same call after an interruption, a killed process too, goes on where it was, except for pictures that were changed or came since,
        /// from which on it predicts anew. Equal pictures give equal files, interrupted or not.
        /// </summary>
        /// <param name="pictures">What is predicted; read once.</param>
        /// <param name="files">What is written; with none nothing is kept.</param>
        /// <param name="observer">Told of each picture and its answer, in order.</param>
        /// <param name="computedBy">What else decides the answers' bits, such as the precision: answers of another one are not gone on with.</param>
        /// <param name="progress">Told of each picture.</param>
        /// <param name="ranks">
        /// Processes that predict together, each of which makes this call; null for this one alone. The first one reads the pictures, tells observers, writes and has the
        /// tally, which is empty on the others. Each answers whole batches, so files are those of one process with as many threads as a rank has, byte for byte, and an
        /// interrupted prediction is gone on with by any number of ranks. Files have to lie under the same paths on all machines.
        /// </param>
        /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="EmblemException">A file cannot be written, another process predicts into it, or another rank failed or has another model.</exception>
        public async Task<PredictionTally> PredictIntoAsync(
            PictureStream pictures,
            PredictionFiles files,
            Action<GivenPicture, Prediction>? observer = null,
            string computedBy = "",
            IProgress<StepProgress>? progress = null,
            Ranks? ranks = null,
            CancellationToken stop = default)
        {
            string decides = string.Join('\n', [.. predictor.Description.ToHeader().Values, $"{predictor.TestTime}", computedBy]);
            ranks?.RequireSame($"{decides}\n{predictor.PicturesAtOnce}", "answers with another model, precision or views");
            PredictionJournal? opened = null;
            ranks.AtFirst(() =>
            {
                files.RequireWritable(predictor.Classes);
                opened = files.All.Count == 0 ? null : PredictionJournal.Open(files.All[0], predictor.Classes, decides);
            });
            using PredictionJournal? journal = opened;
            var tally = new PredictionTally();
            var asked = new Queue<GivenPicture>();
            long began = Stopwatch.GetTimestamp();
            long kept = began;
            await foreach (Prediction answer in predictor.PredictManyAsync(Unknown(), ranks, () => tally.Resumed, stop).ConfigureAwait(false))
            {
                journal?.Add(answer);
                Take(asked.Dequeue(), answer, isResumed: false);
                if (Stopwatch.GetElapsedTime(kept) < KeptEvery)
                    continue;
                journal?.Flush();
                kept = Stopwatch.GetTimestamp();
            }

            ranks.AtFirst(() =>
            {
                if (journal is null)
                    return;
                files.Write(journal.All(), predictor.Classes);
                journal.Delete();
            });
            return tally;

            // Those without a known answer, as they are asked for; known ones come first, so none is overtaken. Pictures that are computed together are known
            // together or not at all: so batches, and the last bits of answers, are those of a prediction that nothing interrupted.
            IEnumerable<PictureInput> Unknown()
            {
                foreach (GivenPicture[] group in pictures.Pictures.Chunk(predictor.PicturesAtOnce))
                {
                    stop.ThrowIfCancellationRequested();
                    if (journal?.Next([.. group.Select(given => given.Picture)]) is { } known)
                    {
                        foreach ((GivenPicture given, Prediction answer) in group.Zip(known))
                            Take(given, answer, isResumed: true);
                        continue;
                    }

                    foreach (GivenPicture given in group)
                    {
                        asked.Enqueue(given);
                        yield return given.Picture;
                    }
                }
            }

            void Take(GivenPicture given, Prediction answer, bool isResumed)
            {
                tally = tally.With(given, answer, isResumed);
                observer?.Invoke(given, answer);
                int computed = tally.Count - tally.Resumed;
                double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
                progress?.Report(new StepProgress("predicting", tally.Count, pictures.Count)
                {
                    Status = computed == 0 || seconds < 1 ? null : FormattableString.Invariant($"{computed / seconds:0.0} pictures a second"),
                });
            }
        }
    }
}
