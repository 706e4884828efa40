using Emblem.Training.Callbacks;
using Emblem.Training.Schedules;

namespace Emblem.Training;

/// <summary>The whole of transfer learning in a line, fastai 2's <c>fine_tune</c>.</summary>
public static class FineTuning
{
    // fastai 2's: the frozen stage climbs nearly to its end, the other starts a fifth below its peak and ends a hundred thousandth.
    private static readonly OneCycle Frozen = new() { ClimbFraction = 0.99, EndDivisor = 1e5 };
    private static readonly OneCycle Unfrozen = new() { StartDivisor = 5, EndDivisor = 1e5 };

    extension(Learner learner)
    {
        /// <summary>
        /// Trains the head with the body frozen, then everything at half the rate, a hundredth of that for the first layers: two fits, as
        /// <c>Freeze</c>, <c>FitOneCycle</c>, <c>Unfreeze</c>, <c>FitOneCycle</c> with fastai 2's numbers. For weights that were learned
        /// elsewhere; random ones gain nothing from the first. The recipe <c>finetune</c> is another thing: the notebook's stages with fast.ai v1's numbers.
        /// </summary>
        /// <param name="epochs">Of the second fit, at least 1.</param>
        /// <param name="rate">The head's peak rate in the first; fastai 2's 0.002.</param>
        /// <param name="frozenEpochs">Of the first fit; 1 by default, 0 leaves it out.</param>
        /// <param name="callbacks">Called in this order, in both.</param>
        /// <param name="stop">Ends a fit between two batches with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException">No epochs, or a rate that is not positive and finite.</exception>
        /// <returns>The second fit's part of the history.</returns>
        public TrainingHistory FineTune(
            int epochs, double rate = 2e-3, int frozenEpochs = 1, IReadOnlyList<Callback>? callbacks = null, CancellationToken stop = default)
        {
            const double spread = 100;
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
            ArgumentOutOfRangeException.ThrowIfNegative(frozenEpochs);
            var head = LearningRateRange.HeadOnly(rate);
            learner.Freeze();
            if (frozenEpochs > 0)
                learner.FitOneCycle(frozenEpochs, head, callbacks, Frozen, stop);
            learner.Unfreeze();
            return learner.FitOneCycle(epochs, (rate / 2 / spread, rate / 2), callbacks, Unfrozen, stop);
        }
    }
}
