using Emblem.Augmentation;
using Emblem.Export;
using Emblem.ModelFiles;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>A picture of something else entirely, whichever engine computes: here one that learned from red and green pictures.</summary>
public sealed class NeitherTests
{
    private static readonly PictureInput Red = Pictures.Plain(8, 8, 255, 0, 0);
    private static readonly PictureInput Blue = Pictures.Plain(8, 8, 0, 0, 255);

    [Fact]
    public void ItKeepsItsProbabilitiesAndSaysWhyNotToGoByThem()
    {
        using var predictor = new Predictor(Engine());

        IReadOnlyList<Prediction> answers = predictor.Predict([Red, Blue, Pictures.Plain(8, 8, 200, 200, 0)]);

        Assert.Equal([false, true, false], answers.Select(answer => answer.IsNeither));
        Assert.Equal(0, answers[0].Novelty!.Value, 1e-6);
        Assert.Equal(1 / 0.5, answers[1].Novelty!.Value, 1e-6);
        Assert.Equal((true, null), (answers[0].IsAnswer, answers[0].Reason));
        Assert.False(answers[1].IsAnswer);
        Assert.Equal("blue", answers[1].Label);
        Assert.Equal(3, answers[1].Probabilities.Count);
        Assert.StartsWith("neither of the classes", answers[1].Reason, StringComparison.Ordinal);
        Assert.Contains("neither, most like blue", answers[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallsThatShareABatchGetTheirOwn()
    {
        FakeEngine engine = Engine();
        using var predictor = new Predictor(engine);
        engine.Hold();
        Task<Prediction>[] asked = [.. ((PictureInput[])[Red, Blue, Red, Blue]).Select(picture => predictor.PredictAsync(picture, TestContext.Current.CancellationToken))];
        engine.Release();

        Assert.Equal([false, true, false, true], (await Task.WhenAll(asked)).Select(answer => answer.IsNeither));
    }

    /// <summary>Files that cannot be read lie between the others and have no distance.</summary>
    [Fact]
    public void AFileThatIsNoPictureHasNone()
    {
        using var predictor = new Predictor(Engine());

        IReadOnlyList<Prediction> answers = predictor.Predict([Blue, PictureInput.OfBytes([1, 2, 3]), Red]);

        Assert.Equal([true, false, false], answers.Select(answer => answer.IsNeither));
        Assert.Null(answers[1].Novelty);
        Assert.NotNull(answers[2].Novelty);
    }

    /// <summary>What is far was measured on plain views, so the nearest view decides.</summary>
    [Fact]
    public void OfSeveralViewsTheNearestDecides()
    {
        PictureInput halves = Pictures.Make(8, 8, (x, y, channel) => channel == (x < 3 && y < 3 ? 0 : 2) ? 255 : 0);
        using var plain = new Predictor(Engine());
        using var cuts = new Predictor(Engine(), new PredictorOptions { TestTime = TestTimeAugmentation.FiveCrop });

        Assert.True(cuts.Predict(halves).Novelty < plain.Predict(halves).Novelty);
    }

    [Fact]
    public void WhoKnowsNothingTellsNothing()
    {
        using var predictor = new Predictor(new FakeEngine());

        Prediction answer = predictor.Predict(Blue);

        Assert.Equal((null, false, true), (answer.Novelty, answer.IsNeither, answer.IsAnswer));
    }

    [Fact]
    public void FeaturesOfAnotherNumberAreTheEnginesFault()
    {
        FakeEngine engine = Engine();
        engine.Known = new KnownFeatures(KnownFeatures.ToRow([1, 0]), 2, new NoveltyRule(1, 0.5));
        using var predictor = new Predictor(engine);

        Assert.Contains("3 features", Assert.Throws<InvalidOperationException>(() => predictor.Predict(Red)).Message, StringComparison.Ordinal);
    }

    private static FakeEngine Engine() => new()
    {
        Known = new KnownFeatures([.. KnownFeatures.ToRow([1, 0, 0]), .. KnownFeatures.ToRow([0, 1, 0])], 3, new NoveltyRule(1, 0.5)),
    };
}
