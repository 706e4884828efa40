using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Optimizers;
using static TorchSharp.torch;

namespace Emblem.Tests.Training;

public sealed class GradientAccumulatorTests
{
    [Fact]
    public void TwoBatchesAStepTrainAsOneOfTheirSize()
    {
        using Learner halves = SmallLearner.Make(Quiet with { AccumulatedBatches = 2 });
        using Learner whole = SmallLearner.Make(Quiet, batchSize: 16);

        Fit(halves, 12);
        Fit(whole, 6);

        Assert.All(SmallLearner.State(whole).Zip(SmallLearner.State(halves)), pair => Assert.All(
            pair.First.Value.Zip(pair.Second.Value), value => Assert.Equal(value.First, value.Second, 1e-6f)));
        Assert.Equal(
            whole.History.Batches.Select(batch => batch.Loss),
            halves.History.Batches.Chunk(2).Select(pair => pair.Average(batch => batch.Loss)),
            (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void AnEpochsLastStepTakesWhatIsLeft()
    {
        var watch = new HeadWatch();
        using Learner learner = SmallLearner.Make(Quiet with { AccumulatedBatches = 4 });

        Fit(learner, 8, watch);

        // Six batches an epoch: steps after the fourth and the sixth, then after the eighth, where the plan ends.
        Assert.Equal([false, false, false, true, false, true, false, true], watch.Stepped);
    }

    [Fact]
    public void GradientsThatAStoppedFitLeftAreForgotten()
    {
        using Learner interrupted = SmallLearner.Make(Quiet with { AccumulatedBatches = 3 });
        using Learner fresh = SmallLearner.Make(Quiet with { AccumulatedBatches = 3 });

        Fit(interrupted, 12, new StopAt(1));
        Fit(interrupted, 3);
        Fit(fresh, 3);

        Assert.All(SmallLearner.State(fresh).Zip(SmallLearner.State(interrupted)), pair => Assert.Equal(pair.First.Value, pair.Second.Value));
    }

    [Fact]
    public void LongGradientsAreShortenedToTheNormAndShortOnesLeftAlone()
    {
        float[] plain = GradientAfter(null, 1);
        double norm = Math.Sqrt(plain.Sum(value => (double)value * value));

        Assert.All(GradientAfter(norm / 4, 1).Zip(plain), pair => Assert.Equal(pair.Second / 4, pair.First, 1e-6f));
        Assert.Equal(plain, GradientAfter(norm * 4, 1));

        // Three times the same batch has the mean of one.
        Assert.All(GradientAfter(norm / 4, 3).Zip(plain), pair => Assert.Equal(pair.Second / 4, pair.First, 1e-6f));
    }

    [Fact]
    public void WithoutEitherTheFitIsAsItWas()
    {
        using Learner plain = SmallLearner.Make();
        using Learner bounded = SmallLearner.Make(new LearnerOptions { AccumulatedBatches = 1, MaxGradientNorm = 1e9 });
        plain.FitOneCycle(1, 1e-2);
        bounded.FitOneCycle(1, 1e-2);

        Assert.Equal(plain.History.Batches, bounded.History.Batches);
    }

    /// <summary>Only the head learns and norms rest: then the mean gradient does not depend on how the pictures are cut into batches.</summary>
    private static LearnerOptions Quiet => new() { FrozenNorm = FrozenBatchNorm.Freeze };

    private static void Fit(Learner learner, int iterations, params Callback[] callbacks)
    {
        learner.Freeze();
        learner.Fit(new FitPlan(iterations, [1, 1, 1], Emblem.Training.Schedules.Schedules.Constant(1e-2), Emblem.Training.Schedules.Schedules.Constant(0.9)), callbacks);
    }

    /// <summary>Adam's first mean is the gradient × 0.1: read back from a real step.</summary>
    private static float[] GradientAfter(double? norm, int batches)
    {
        LearnerOptions options = Quiet with { MaxGradientNorm = norm, AccumulatedBatches = batches };
        using Learner learner = SmallLearner.Make(options);
        using var scope = NewDisposeScope();
        learner.Freeze();
        var gradients = new GradientAccumulator(learner.Model, learner.Optimizer, options);
        learner.Model.eval();
        for (int i = 0; i < batches; i++)
        {
            Tensor logits = learner.Model.forward(Formula.Wave([8, 3, 12, 12], 5));
            nn.functional.cross_entropy(logits, tensor(new long[] { 0, 1, 2, 0, 1, 2, 0, 1 })).backward();
            gradients.Add([1e-3, 1e-3, 1e-3], 0.9, last: false);
        }

        using AdamWState moments = learner.Optimizer.Capture();
        Assert.All(moments.All, one => Assert.Equal(1, one.Steps));
        return [.. moments.All.SelectMany(one => one.Mean.data<float>().ToArray()).Select(value => value * 10)];
    }

    private sealed class HeadWatch : Callback
    {
        private float _last = float.NaN;

        public List<bool> Stepped { get; } = [];

        public override void OnFitStart(FitContext fit) => _last = First(fit);

        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            Stepped.Add(First(fit) != _last);
            _last = First(fit);
        }

        private static float First(FitContext fit) => SmallLearner.State(fit.Learner)["2.2.weight"][0];
    }

    private sealed class StopAt(int iteration) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (batch.Iteration == iteration)
                fit.Stop("enough");
        }
    }
}
