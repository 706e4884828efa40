using Emblem.Data;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Callbacks;
using Emblem.Training.Checkpoints;
using Emblem.Training.Losses;
using Emblem.Training.Metrics;
using Emblem.Training.Mixing;

namespace Emblem.Tests.Training.Checkpoints;

/// <summary>
/// A training of three steps (frozen fit, rate search, whole fit) that breaks off somewhere and goes on in another learner ends with the bits
/// of one that nobody disturbed.
/// </summary>
public sealed class ResumeTests : IDisposable
{
    // Two fits of 3 epochs of 6 batches, the first frozen; between them a rate search.
    private const int BatchesOfAFit = 18;

    // The same in every test, and the longest part of each.
    private static Outcome? _undisturbed;
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(29)]
    [InlineData(36)]
    public void GoesOnAfterAnyBatchToTheSameBits(int batches)
    {
        Outcome undisturbed = _undisturbed ??= Train("undisturbed", null);
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.Zero };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), breakAfter: batches));

        ResumePoint? point = null;
        Outcome resumed = Train("broken", learner => point = learner.Resume(folder));

        Assert.Equal(undisturbed, resumed);
        // The break comes before that batch is saved: it is the one that is done again, unless it was the first of all.
        int saved = batches - 1;
        Assert.Equal(batches == 1 ? null : new ResumePoint(saved / BatchesOfAFit, saved % BatchesOfAFit / 6, saved % 6, 0), point);
    }

    [Fact]
    public void BatchesSinceTheLatestCheckpointAreDoneAgainAndCounted()
    {
        Outcome undisturbed = _undisturbed ??= Train("undisturbed", null);
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.FromHours(1) };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), breakAfter: 11));

        ResumePoint? point = null;
        Outcome resumed = Train("broken", learner => point = learner.Resume(folder));

        Assert.Equal(new ResumePoint(0, 1, 0, Repeated: 4), point);
        Assert.Equal(undisturbed, resumed);
    }

    [Fact]
    public void CancellingSavesWhereItStands()
    {
        Outcome undisturbed = _undisturbed ??= Train("undisturbed", null);
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.FromHours(1) };
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => Train("broken", learner => learner.KeepCheckpoints(folder), new CancelAfter(22, stop), stop.Token));

        ResumePoint? point = null;
        Outcome resumed = Train("broken", learner => point = learner.Resume(folder));

        Assert.Equal(new ResumePoint(1, 0, 4, Repeated: 0), point);
        Assert.Equal(undisturbed, resumed);
    }

    [Fact]
    public void AFitThatWasToldToStopEndsTheSameWay()
    {
        Outcome undisturbed = Train("undisturbed", null, new StopAt(8));
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.Zero };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), new StopAt(8), breakAtEpochEnd: 1));

        Outcome resumed = Train("broken", learner => learner.Resume(folder), new StopAt(8));

        Assert.Equal(undisturbed, resumed);
    }

    [Fact]
    public void ADamagedCheckpointGivesWayToTheOneBeforeIt()
    {
        Outcome undisturbed = _undisturbed ??= Train("undisturbed", null);
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.Zero };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), breakAfter: 9));
        string[] files = [.. Directory.GetFiles(folder.Path, "*.safetensors").Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length);
        byte[] bytes = File.ReadAllBytes(files[1]);
        bytes[^100] ^= 1;
        File.WriteAllBytes(files[1], bytes);

        var messages = new List<string>();
        ResumePoint? point = null;
        Outcome resumed = Train("broken", learner =>
        {
            learner.Messages = new Listener(messages);
            point = learner.Resume(folder);
        });

        Assert.Equal(new ResumePoint(0, 1, 1, Repeated: 1), point);
        Assert.Contains(messages, message => message.Contains("is damaged", StringComparison.Ordinal) && message.Contains(files[1], StringComparison.Ordinal));
        Assert.Equal(undisturbed, resumed);
    }

    [Fact]
    public void WhenAllAreDamagedItSaysSo()
    {
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.Zero };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), breakAfter: 9));
        foreach (string file in Directory.GetFiles(folder.Path, "*.safetensors"))
            File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1000]);

        EmblemException fault = Assert.Throws<EmblemException>(() => Train("broken", learner => learner.Resume(folder)));

        Assert.Contains("Every checkpoint in", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherTrainingsCheckpointIsRefused()
    {
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.Zero };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), breakAfter: 9));
        using Learner other = SmallLearner.Make(weightDecay: 0.3);
        other.Resume(folder);
        other.Freeze();

        EmblemException rates = Assert.Throws<EmblemException>(() => other.FitOneCycle(3, 1e-3));
        EmblemException decay = Assert.Throws<EmblemException>(() => other.FitOneCycle(3, 1e-2, [new CsvLog("none"), new SaveBestModel("none", Watch.TrainLoss)]));

        Assert.Contains("0.001", rates.Message, StringComparison.Ordinal);
        Assert.Contains("weight decay", decay.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherModelsCheckpointIsRefusedWithWhatDiffersAlone()
    {
        using var drawn = new DrawnClasses(each: 6);
        var folder = new CheckpointFolder(_folder.Create("model", "checkpoints"));
        using (Learner first = drawn.Learner())
        {
            first.KeepCheckpoints(folder);
            first.FitHead(stop: TestContext.Current.CancellationToken);
        }

        ImageData data = drawn.Data();
        using Learner other = drawn.Learner(data.Split.ToBatches(data.Options with { ImageSize = 16 }), HeadChoice.LinearOf(2));

        string message = Assert.Throws<EmblemException>(() => other.Resume(folder)).Message;

        Assert.Contains("its preprocessing.width is 32, and here it is 16; its preprocessing.height is 32, and here it is 16;", message, StringComparison.Ordinal);
        Assert.Contains("its head.stages is none, and here it is 2. Resume", message, StringComparison.Ordinal);
        Assert.DoesNotContain("classes", message, StringComparison.Ordinal);
    }

    public static TheoryData<LearnerOptions, string> OtherSteps => new()
    {
        { new LearnerOptions { Loss = new CrossEntropy { Smoothing = 0.1 } }, "smoothing 0.1" },
        { new LearnerOptions { Loss = new FocalLoss { ClassWeights = [1, 2, 0.5] } }, "class weights 1 2 0.5" },
        { new LearnerOptions { Mixing = new Mixup { Alpha = 0.3 } }, "mixup 0.3" },
        { new LearnerOptions { AccumulatedBatches = 2 }, "2 batches a step" },
        { new LearnerOptions { MaxGradientNorm = 0.7 }, "at most 0.7 long" },
    };

    [Theory]
    [MemberData(nameof(OtherSteps), DisableDiscoveryEnumeration = true)]
    public void ACheckpointOfOtherStepsIsRefused(LearnerOptions options, string difference)
    {
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.Zero };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), breakAfter: 2));
        using Learner other = SmallLearner.Make(options);

        EmblemException fault = Assert.Throws<EmblemException>(() => other.Resume(folder));

        Assert.Contains("cross-entropy, smoothing 0; no mixing; 1 batches a step; gradients as they are", fault.Message, StringComparison.Ordinal);
        Assert.Contains(difference, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnwritableFolderCostsCheckpointsAndNotTheTraining()
    {
        Outcome undisturbed = _undisturbed ??= Train("undisturbed", null);
        var messages = new List<string>();
        string path = _folder.Create("file");
        File.WriteAllText(path, "a file where a folder should be");

        Outcome trained = Train("other", learner =>
        {
            learner.Messages = new Listener(messages);
            learner.KeepCheckpoints(new CheckpointFolder(path));
        });

        Assert.Equal(undisturbed, trained);
        Assert.Contains(messages, message => message.StartsWith("Warning: no checkpoint could be saved", StringComparison.Ordinal));
    }

    [Fact]
    public void ACheckpointOpensAsTheModelItHolds()
    {
        var folder = new CheckpointFolder(_folder.Create("broken", "checkpoints")) { Interval = TimeSpan.Zero };
        Assert.Throws<Broken>(() => Train("broken", learner => learner.KeepCheckpoints(folder), breakAfter: 3));
        using Learner learner = SmallLearner.Make();

        learner.Load(Directory.GetFiles(folder.Path, "*2.safetensors").Single());

        Assert.Equal("small", learner.Description.Architecture);
        Assert.Single(learner.Description.Provenance.Fits);
    }

    public void Dispose() => _folder.Dispose();

    private Outcome Train(
        string name, Action<Learner>? begin, Callback? extra = null, CancellationToken stop = default, int breakAfter = -1, int breakAtEpochEnd = -1)
    {
        string best = _folder.Create(name, "best.safetensors");
        string log = _folder.Create(name, "history.csv");
        using Learner learner = SmallLearner.Make();
        begin?.Invoke(learner);
        var save = new SaveBestModel(best, Watch.Metric<Accuracy>()) { KeepBestAcrossFits = true };
        var csv = new CsvLog(log);
        var early = new EarlyStopping(Watch.ValidLoss, 5);
        var breaker = new BreakAt(breakAfter, breakAtEpochEnd);
        Callback[] callbacks = [csv, save, early, .. extra is null ? (Callback[])[] : [extra], breaker];
        learner.Freeze();
        learner.FitOneCycle(3, 1e-2, callbacks, stop: stop);
        learner.Unfreeze();
        LearningRateSearch found = learner.FindLearningRate(stop: stop);
        learner.FitOneCycle(3, (1e-4, found.MinimumLossOverTen ?? 1e-2), callbacks, stop: stop);
        learner.Save(_folder.Create(name, "last.safetensors"));
        return new Outcome(
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder.Create(name, "last.safetensors")))),
            Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(best))),
            string.Join('\n', File.ReadLines(log).Select(line => line[..line.LastIndexOf(',')])),
            string.Join('\n', learner.History.Batches));
    }

    private sealed record Outcome(string Last, string Best, string Log, string Batches);

    private sealed class Broken : Exception;

    /// <summary>Ends the training as a kill would: before that batch or epoch end is in any checkpoint.</summary>
    private sealed class BreakAt(int batches, int epoch) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (batch.Iteration + 1 == batches)
                throw new Broken();
        }

        public override void OnEpochEnd(FitContext fit, EpochRecord row)
        {
            if (row.Epoch == epoch)
                throw new Broken();
        }
    }

    private sealed class CancelAfter(int batches, CancellationTokenSource source) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (batch.Iteration + 1 == batches)
                source.Cancel();
        }
    }

    private sealed class StopAt(int batches) : Callback
    {
        public override void OnBatchEnd(FitContext fit, BatchRecord batch)
        {
            if (batch.Iteration + 1 == batches)
                fit.Stop("enough");
        }
    }

    private sealed class Listener(List<string> messages) : IProgress<string>
    {
        public void Report(string value) => messages.Add(value);
    }
}
