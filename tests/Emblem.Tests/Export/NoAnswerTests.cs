using System.Runtime.InteropServices;
using Emblem.Augmentation;
using Emblem.Export;
using Emblem.ModelFiles;
using Emblem.Reporting;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Export;

/// <summary>What a model computes that is no number is never an answer, whichever engine computes it.</summary>
public sealed class NoAnswerTests
{
    private static readonly PictureInput Red = Pictures.Plain(8, 8, 255, 0, 0);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void APictureWhoseLogitsAreNoNumbersHasAReasonAndNoClass(float logit)
    {
        using var predictor = new Predictor(new FakeEngine { Second = logit });

        IReadOnlyList<Prediction> answers = predictor.Predict([Red, Red, Red]);

        Assert.Equal(["red", null, "red"], answers.Select(answer => answer.Label));
        Assert.False(answers[1].IsAnswer);
        Assert.Equal((0, -1), (answers[1].Probabilities.Count, answers[1].Index));
        Assert.Contains("NaN", answers[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneViewWithoutANumberLeavesNoAnswer()
    {
        using var predictor = new Predictor(new FakeEngine { Second = float.NaN }, new PredictorOptions { TestTime = TestTimeAugmentation.Flip });

        Assert.False((await predictor.PredictAsync(Red, TestContext.Current.CancellationToken)).IsAnswer);
    }

    [Fact]
    public void ATableHasAnEmptyRowForIt()
    {
        using var folder = new TemporaryFolder();
        using var predictor = new Predictor(new FakeEngine { Second = float.NaN });
        string path = folder.Create("table.csv");

        PredictionTable.Write(path, predictor.Predict([Red, Red]), predictor.Classes);

        Assert.StartsWith(",,,,,,\"the model computes NaN", File.ReadAllLines(path)[2], StringComparison.Ordinal);
    }

    [Fact]
    public void SuchWeightsAreRefusedWhenTheyAreLoadedAndChangeNothing()
    {
        using var drawn = new DrawnClasses(4);
        using Learner learner = drawn.Learner();
        string path = drawn.Create("broken.safetensors");
        ModelFile.Write(path, [.. learner.Model.CopyState().Select(tensor => tensor.Name == "head.linear.bias" ? Broken(tensor) : tensor)], learner.Description);
        float[] before = SmallLearner.State(learner)["2.linear.bias"];

        Assert.Contains("'head.linear.bias'", Assert.Throws<ModelFileException>(() => learner.Load(path)).Message, StringComparison.Ordinal);
        Assert.Equal(before, SmallLearner.State(learner)["2.linear.bias"]);
    }

    private static NamedTensor Broken(NamedTensor tensor) =>
        tensor with { Bytes = MemoryMarshal.AsBytes<float>([.. Enumerable.Repeat(float.NaN, tensor.Bytes.Length / 4)]).ToArray() };
}
