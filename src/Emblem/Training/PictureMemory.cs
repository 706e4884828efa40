using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Training.Fitting;

namespace Emblem.Training;

/// <summary>Adds to a learner what tells pictures of something else entirely: a cat shown to a classifier of logos.</summary>
public static class PictureMemory
{
    extension(Learner learner)
    {
        /// <summary>
        /// Keeps what the network, as it is now, sees in the training pictures, and how far from them a picture has to be to be neither of the classes:
        /// a distance that, with 95% confidence, at most 5% of pictures of the classes exceed, found on training pictures, each held out with its copies, and on
        /// validation pictures, which the network never learned from; the larger of both counts. What is saved afterwards has it, and <c>Predict</c> then tells
        /// such pictures. Costs one pass of the network over the pictures and up to 4 MB of the file; of more pictures than that holds as many
        /// of each class are drawn. Comes last: training on makes it void. Any head will do. Copies are looked for where the split did not, without a cache.
        /// </summary>
        /// <param name="progress">Told of each batch.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <returns>What is now <see cref="Learner.Known"/>; null where fewer than ten pictures differ, too few to say what is far.</returns>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        /// <exception cref="EmblemException">The network gives features that are no numbers.</exception>
        public KnownFeatures? RememberPictures(IProgress<StepProgress>? progress = null, CancellationToken stop = default) =>
            TaughtPictures.Remember(learner, null, progress, stop);
    }
}
