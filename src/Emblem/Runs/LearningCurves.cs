using Emblem.Foundation;
using Emblem.Interpretation;

namespace Emblem.Runs;

/// <summary>Adds measuring to learning curves.</summary>
public static class LearningCurves
{
    extension(LearningCurve)
    {
        /// <summary>
        /// Measures how much more pictures would help: in each fold models learn from parts of the other pictures, each part within the next, and answer the fold.
        /// Copies of a picture are on one side; test pictures take no part. Takes a pass of the network over each picture and seconds to a minute of arithmetic, or
        /// with <see cref="LearningCurveOptions.TrainsRecipe"/> a training for every part and fold.
        /// </summary>
        /// <param name="plan">From <see cref="TrainingPlan.ReadAsync"/>, or one that is yet to train.</param>
        /// <param name="options">Parts, folds and repetitions; the usual ones when null.</param>
        /// <param name="observer">Told of each event at once, one at a time.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>; nothing is left behind.</param>
        /// <exception cref="EmblemException">
        /// Pictures or weights are missing, no class has two different pictures, or a recipe is to be trained that goes on from a model which may know them.
        /// </exception>
        public static Task<LearningCurve> OfAsync(
            TrainingPlan plan, LearningCurveOptions? options = null, Action<RunEvent>? observer = null, CancellationToken stop = default) =>
            TrainingRun.OnItsOwnThread(
                () => new LearningCurving(plan, options ?? new LearningCurveOptions(), new RunTeller(observer, TimeProvider.System), stop).Run(), stop);
    }
}
