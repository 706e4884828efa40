using System.Text.Json;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Training;

public sealed class RateFinderTests
{
    [Fact]
    public void FindsWhatFastAiFinds()
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("lr_find_run.json"))).RootElement;
        // Two, where the eightieth loss agrees to 1e-4; growing rates enlarge a difference of the last bit.
        using var threads = new TorchThreads(2);
        using Learner learner = SmallLearner.Make();

        LearningRateSearch found = learner.FindLearningRate();

        double[] rates = [.. golden.GetProperty("lr").EnumerateArray().Select(rate => rate.GetDouble())];
        double[] losses = [.. golden.GetProperty("smoothed_loss").EnumerateArray().Select(loss => loss.GetDouble())];
        Assert.All(found.Rates.Zip(rates), pair => Assert.Equal(pair.Second, pair.First, 1e-12 * Math.Max(1, pair.Second)));
        Assert.All(found.SmoothedLosses.Zip(losses).Take(80), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        Assert.Equal(golden.GetProperty("min_gradient_lr").GetDouble(), found.MinimumGradient!.Value, 1e-15);
        Assert.Equal(golden.GetProperty("min_loss_over_ten").GetDouble(), found.MinimumLossOverTen!.Value, 1e-12);
        Assert.NotNull(found.Valley);
        Assert.NotNull(found.Steepest);
    }

    [Fact]
    public void LeavesWeightsMomentsAndHistoryAsTheyWere()
    {
        using Learner searched = SmallLearner.Make();
        using Learner plain = SmallLearner.Make();
        searched.FitOneCycle(1);
        plain.FitOneCycle(1);

        searched.FindLearningRate();
        searched.FitOneCycle(1);
        plain.FitOneCycle(1);

        Assert.Equal(plain.History.Batches, searched.History.Batches);
        Assert.All(SmallLearner.State(plain).Zip(SmallLearner.State(searched)), pair => Assert.Equal(pair.First.Value, pair.Second.Value));
    }

    [Fact]
    public void PutsTheWeightsBackWhenCancelled()
    {
        using Learner learner = SmallLearner.Make();
        Dictionary<string, float[]> before = SmallLearner.State(learner);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => learner.FindLearningRate(100, new StopAfter(20, stop), stop.Token));

        Assert.All(before.Zip(SmallLearner.State(learner)), pair => Assert.Equal(pair.First.Value, pair.Second.Value));
    }

    private sealed class StopAfter(int count, CancellationTokenSource stop) : IProgress<Emblem.Foundation.StepProgress>
    {
        public void Report(Emblem.Foundation.StepProgress value)
        {
            if (value.Done == count)
                stop.Cancel();
        }
    }
}
