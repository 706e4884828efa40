using Emblem.Foundation;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Training.Callbacks;

public sealed class WatchTests
{
    public static TheoryData<Callback> Blind => [new SaveBestModel("none", Watch.Metric<F1>()), new EarlyStopping(Watch.Metric<F1>()), new ReduceOnPlateau(Watch.Metric<F1>())];

    [Theory]
    [MemberData(nameof(Blind), DisableDiscoveryEnumeration = true)]
    public void AMetricThatTheLearnerLacksIsRefusedBeforeTheFit(Callback callback)
    {
        using Learner learner = SmallLearner.Make();

        string message = Assert.Throws<EmblemException>(() => learner.FitOneCycle(1, 1e-3, [callback])).Message;

        Assert.StartsWith($"{callback.GetType().Name} goes by {new F1().Name}, and this learner measures accuracy.", message, StringComparison.Ordinal);
        Assert.Empty(learner.History.Batches);
        Assert.Empty(learner.Description.Provenance.Fits);
    }

    [Fact]
    public void WhatTheLearnerMeasuresIsTaken()
    {
        using Learner learner = SmallLearner.Make();

        learner.FitOneCycle(1, 1e-3, [new EarlyStopping(Watch.Metric<Accuracy>()), new ReduceOnPlateau(Watch.ValidLoss)]);

        Assert.Single(learner.History.Epochs);
    }
}
