using Emblem.Training.Callbacks;
using Emblem.Training.Schedules;

namespace Emblem.Training;

/// <summary>One-cycle training, the notebook's <c>fit_one_cycle</c>.</summary>
public static class OneCycleTraining
{
    extension(Learner learner)
    {
        /// <summary>Trains some epochs with the one-cycle policy as fast.ai v1 runs it.</summary>
        /// <param name="epochs">At least 1.</param>
        /// <param name="maxLearningRate">
        /// The peak: a number, or a pair <c>(low, high)</c> spread over the layer groups; fast.ai's 0.003 for the head and a tenth below when null.
        /// </param>
        /// <param name="callbacks">Called in this order.</param>
        /// <param name="cycle">The policy's own numbers; fast.ai v1's when null.</param>
        /// <param name="stop">Ends the fit between two batches.</param>
        /// <returns>This fit's part of the history.</returns>
        public TrainingHistory FitOneCycle(
            int epochs,
            LearningRateRange? maxLearningRate = null,
            IReadOnlyList<Callback>? callbacks = null,
            OneCycle? cycle = null,
            CancellationToken stop = default)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
            int batches = epochs * learner.Training.BatchesPerEpoch;
            cycle ??= new OneCycle();
            IReadOnlyList<double> rates = (maxLearningRate ?? LearningRateRange.Default).Spread(learner.GroupCount);
            var plan = new FitPlan(batches, rates, cycle.RateFactor(batches), cycle.Momentum(batches)) { Recipe = "one_cycle" };
            return learner.Fit(plan, callbacks, stop);
        }
    }
}
