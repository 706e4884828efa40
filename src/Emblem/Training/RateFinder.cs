using Emblem.ModelFiles;
using Emblem.Training.Callbacks;
using Emblem.Training.Optimizers;

namespace Emblem.Training;

/// <summary>The learning-rate range test, fast.ai's <c>lr_find</c>.</summary>
public static class RateFinder
{
    /// <summary>fast.ai's number of batches.</summary>
    internal const int UsualSteps = 100;

    private const int FewestSteps = 20;

    // A fit without a policy runs with Adam's own beta 1 in fast.ai, and the finder is such a fit.
    private const double Momentum = 0.9;

    extension(Learner learner)
    {
        /// <summary>
        /// Trains some batches while the rate grows from 1e-7 to 10, and ends when the loss explodes to four times its best. Weights, moments
        /// and history are as before afterwards.
        /// </summary>
        /// <param name="steps">Batches at most, at least 20; fast.ai's 100 by default.</param>
        /// <param name="progress">Told after each batch.</param>
        /// <param name="stop">Ends the search between two batches; weights are put back then too.</param>
        /// <exception cref="ArgumentOutOfRangeException">Fewer than 20 steps.</exception>
        public LearningRateSearch FindLearningRate(
            int steps = UsualSteps, IProgress<Foundation.StepProgress>? progress = null, CancellationToken stop = default)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(steps, FewestSteps);
            learner.Watcher?.OnSearchStart(learner);
            LearningRateSearch found = learner.Journal.Once("rate search", () => learner.Search(steps, progress, stop));
            learner.Watcher?.OnRatesFound(found);
            return found;
        }

        private LearningRateSearch Search(int steps, IProgress<Foundation.StepProgress>? progress, CancellationToken stop)
        {
            const double start = 1e-7;
            const double end = 10;
            var plan = new FitPlan(
                steps,
                [.. Enumerable.Repeat(1.0, learner.GroupCount)],
                Schedules.Schedules.Exponential(start, end),
                Schedules.Schedules.Constant(Momentum))
            {
                MayDiverge = true,
            };
            var watch = new Explosion(steps, progress);
            IReadOnlyList<NamedTensor> weights = learner.Model.CopyState();
            using AdamWState moments = learner.Optimizer.Capture();
            try
            {
                var fit = new FitContext(learner, 0, 1, learner.Training.BatchesPerEpoch);
                learner.Loop([watch]).Run(plan, fit, learner.Position, learner.Random, () => Validation.None, stop);
            }
            finally
            {
                learner.Model.RestoreState(weights);
                learner.Optimizer.Restore(moments);
            }

            return RateSuggestions.From(watch.Rates, watch.Losses, steps);
        }
    }

    /// <summary>Keeps the losses, and stops when they have exploded.</summary>
    private sealed class Explosion(int steps, IProgress<Foundation.StepProgress>? progress) : Callback
    {
        private double _best = double.PositiveInfinity;

        public List<double> Rates { get; } = [];

        public List<double> Losses { get; } = [];

        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            Rates.Add(batch.LearningRate);
            Losses.Add(batch.SmoothedLoss);
            _best = Math.Min(_best, batch.SmoothedLoss);
            if (batch.SmoothedLoss > 4 * _best || !double.IsFinite(batch.SmoothedLoss))
                fit.Stop("The loss has exploded; the search has seen enough.");
            progress?.Report(new Foundation.StepProgress("finding learning rates", Rates.Count, steps));
        }
    }
}
