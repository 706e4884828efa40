using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Checkpoints;

namespace Emblem.Tests.Training.Checkpoints;

/// <summary>A head that was fitted before a training broke off is taken again, and not fitted anew.</summary>
public sealed class FittedHeadResumeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void AResumedTrainingTakesTheHeadThatWasFitted()
    {
        using var drawn = new DrawnClasses();
        var folder = new CheckpointFolder(drawn.Create("checkpoints"));
        using Learner first = drawn.Learner();
        first.KeepCheckpoints(folder);
        HeadFit fit = first.FitHead(stop: Stop);
        using Learner resumed = drawn.Learner();
        resumed.Resume(folder);
        var steps = new Steps();

        HeadFit again = resumed.FitHead(progress: steps, stop: Stop);

        Assert.Equal(0, steps.Count);
        Assert.Equal((fit.C, fit.ValidLoss), (again.C, again.ValidLoss));
        Assert.Equal(fit.Scores, again.Scores);
        Assert.Equal(fit.Fit.Weights.SelectMany(row => row), again.Fit.Weights.SelectMany(row => row));
        Assert.Equal(LearnerState.Of(first), LearnerState.Of(resumed));
        Assert.Equal(first.Description.ToHeader(), resumed.Description.ToHeader());
    }

    [Fact]
    public void ATrainingThatBrokeAfterTheHeadSavesTheSameHeadAgain()
    {
        using var drawn = new DrawnClasses(each: 6);
        var folder = new CheckpointFolder(drawn.Create("checkpoints"));
        Assert.ThrowsAny<OperationCanceledException>(() => Train("broken", learner => learner.KeepCheckpoints(folder), new CancellationToken(true)));

        (byte[] head, byte[] last) = Train("resumed", learner => learner.Resume(folder), Stop);

        (byte[] Head, byte[] Last) undisturbed = Train("undisturbed", _ => { }, Stop);
        Assert.Equal(undisturbed.Head, head);
        Assert.Equal(undisturbed.Last, last);

        (byte[] Head, byte[] Last) Train(string name, Action<Learner> begin, CancellationToken second)
        {
            using Learner learner = drawn.Learner();
            begin(learner);
            learner.FitHead(stop: Stop);
            learner.Save(drawn.Create($"{name}-head.safetensors"));
            learner.Unfreeze();
            learner.FitOneCycle(1, 1e-4, stop: Stop);
            learner.FitOneCycle(1, 1e-4, stop: second);
            learner.Save(drawn.Create($"{name}-last.safetensors"));
            return (File.ReadAllBytes(drawn.Create($"{name}-head.safetensors")), File.ReadAllBytes(drawn.Create($"{name}-last.safetensors")));
        }
    }

    [Fact]
    public void AHeadOnOtherPicturesIsRefused()
    {
        using var drawn = new DrawnClasses();
        var folder = new CheckpointFolder(drawn.Create("checkpoints"));
        using (Learner first = drawn.Learner())
        {
            first.KeepCheckpoints(folder);
            first.FitHead(stop: Stop);
        }

        ImageData data = drawn.Data();
        using Learner fewer = drawn.Learner((data.Split with { Training = [.. data.Split.Training.Skip(2)] }).ToBatches(data.Options));
        fewer.Resume(folder);

        Assert.Contains("pictures", Assert.Throws<EmblemException>(() => fewer.FitHead(stop: Stop)).Message, StringComparison.Ordinal);
    }

    private sealed class Steps : IProgress<StepProgress>
    {
        public int Count { get; private set; }

        public void Report(StepProgress value) => Count++;
    }
}
