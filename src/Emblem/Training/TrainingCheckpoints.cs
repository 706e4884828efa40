using Emblem.Foundation;
using Emblem.Training.Checkpoints;

namespace Emblem.Training;

/// <summary>Trainings that survive being killed.</summary>
public static class TrainingCheckpoints
{
    extension(Learner learner)
    {
        /// <summary>
        /// From now on saves everything needed to go on: after each step and epoch, within an epoch as often as the folder says, and when a fit
        /// is cancelled. A checkpoint that cannot be saved is reported through <see cref="Learner.Messages"/>, and training goes on.
        /// </summary>
        /// <param name="folder">Checkpoints of an earlier training in it are removed.</param>
        public void KeepCheckpoints(CheckpointFolder folder) => learner.Journal.Keep(folder);

        /// <summary>
        /// Goes on with an interrupted training. Call it on a new learner made as the first was, then do all that was done with that one, in
        /// the same order: fits and rate searches that had ended pass at once, and the fit under way goes on after the checkpoint's batch. So
        /// final weights and history equal, but for the times, those of a training that nobody disturbed. Weights are back when the step that
        /// was under way is reached, so what is measured between earlier steps does not count. Keeps checkpoints as
        /// <c>KeepCheckpoints</c> does.
        /// </summary>
        /// <param name="folder">The interrupted training's.</param>
        /// <returns>Where it goes on; null without any checkpoint, which begins at the beginning.</returns>
        /// <exception cref="EmblemException">All checkpoints are damaged, or they belong to another training.</exception>
        /// <exception cref="InvalidOperationException">The learner has trained already.</exception>
        public ResumePoint? Resume(CheckpointFolder folder) => learner.Journal.Resume(folder);
    }
}
