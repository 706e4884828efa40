using System.Text.Json;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Schedules;

namespace Emblem.Tests.Training;

/// <summary>Whole fits of a small network against fast.ai's own: every loss, every final weight.</summary>
public sealed class TrajectoryTests
{
    [Theory]
    [InlineData("one_rate")]
    [InlineData("slice")]
    [InlineData("frozen")]
    [InlineData("wd")]
    public void FollowsFastAi(string tag)
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("trajectory.json"))).RootElement
            .GetProperty("runs").EnumerateArray().Single(run => run.GetProperty("tag").GetString() == tag);
        using Learner learner = SmallLearner.Make(tag == "wd" ? 0.3 : 0.01);
        if (tag == "frozen")
            learner.Freeze();
        LearningRateRange rates = tag switch { "slice" => (1e-3, 1e-2), "frozen" => LearningRateRange.HeadOnly(1e-2), _ => 1e-2 };

        learner.FitOneCycle(5, rates);

        AssertClose(golden.GetProperty("batch_loss"), [.. learner.History.Batches.Select(batch => batch.Loss)], 1e-5);
        AssertClose(golden.GetProperty("valid_loss"), [.. learner.History.Epochs.Select(epoch => epoch.ValidLoss!.Value)], 1e-5);
        AssertClose(golden.GetProperty("accuracy"), [.. learner.History.Epochs.Select(epoch => epoch.Metrics[0].Value)], 1e-6);
        Assert.Equal(golden.GetProperty("smooth_loss_last").GetDouble(), learner.History.Epochs[^1].TrainLoss, 1e-5);
        AssertWeights(tag, learner);
    }

    private static void AssertWeights(string tag, Learner learner)
    {
        var expected = new SafetensorsForTests(GoldenFile.PathOf($"trajectory_{tag}.safetensors"));
        Dictionary<string, float[]> state = SmallLearner.State(learner);
        Assert.Equal(12, state.Count);
        foreach ((string name, float[] values) in state)
        {
            string goldenName = name.Replace("2.2.", expected.Has("2.2.weight") ? "2.2." : "2.", StringComparison.Ordinal);
            Assert.All(values.Zip(expected.Floats(goldenName)), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
        }
    }

    private static void AssertClose(JsonElement expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Length);
        Assert.All(expected.EnumerateArray().Index(), item =>
            Assert.InRange(Math.Abs(actual[item.Index] - item.Item.GetDouble()) / Math.Abs(item.Item.GetDouble()), 0, tolerance));
    }
}
