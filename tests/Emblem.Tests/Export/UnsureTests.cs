using Emblem.Augmentation;
using Emblem.Export;
using Emblem.ModelFiles;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>How a model answers by its rule, whichever engine computes: logits of red, green and blue are the means of a picture's colours.</summary>
public sealed class UnsureTests
{
    private static readonly PictureInput Reddish = Pictures.Plain(8, 8, 153, 51, 0);

    [Fact]
    public void LogitsAreDividedByTheTemperature()
    {
        using var plain = new Predictor(new FakeEngine());
        using var cooled = new Predictor(Engine(new AnswerRule(2, 0, 0.95, HeldOut.OutOfFold, 100)));
        double[] powers = [.. ((double[])[0.6, 0.2, 0]).Select(logit => Math.Exp(logit / 2))];

        Prediction before = plain.Predict(Reddish);
        Prediction after = cooled.Predict(Reddish);

        Assert.All(powers.Zip(after.Probabilities), pair => Assert.Equal(pair.First / powers.Sum(), pair.Second, 1e-6));
        Assert.Equal((before.Label, true, null), (after.Label, after.IsAnswer, after.Reason));
        Assert.True(after.Confidence < before.Confidence);
    }

    [Fact]
    public void BelowTheThresholdItKeepsItsProbabilitiesAndSaysWhyNotToGoByThem()
    {
        using var folder = new TemporaryFolder();
        using var predictor = new Predictor(Engine(new AnswerRule(1, 0.5, 0.95, HeldOut.Folds, 100)));
        string csv = folder.Create("answers.csv");

        Prediction unsure = predictor.Predict(Reddish);
        Prediction sure = predictor.Predict(Pictures.Plain(8, 8, 255, 0, 0));
        PredictionTable.Write(csv, [unsure, sure], predictor.Classes);

        Assert.Equal((true, false, false, "red", 3), (unsure.IsUnsure, unsure.IsAnswer, unsure.IsNeither, unsure.Label, unsure.Probabilities.Count));
        Assert.StartsWith("unsure: red has 0.", unsure.Reason, StringComparison.Ordinal);
        Assert.Contains("unsure, rather red", unsure.ToString(), StringComparison.Ordinal);
        Assert.Equal((false, true, null), (sure.IsUnsure, sure.IsAnswer, sure.Reason));
        string[] rows = File.ReadAllLines(csv);
        Assert.EndsWith(",predictions,novelty,reason", rows[0], StringComparison.Ordinal);
        Assert.Contains("unsure: red", rows[1], StringComparison.Ordinal);
        Assert.EndsWith(",red,,", rows[2], StringComparison.Ordinal);
    }

    /// <summary>A picture of something else is told as such, however sure the model is of it; one without numbers has its own reason.</summary>
    [Fact]
    public void ThereIsOneReasonAPicture()
    {
        FakeEngine engine = Engine(new AnswerRule(1, 0.9, 0.95, HeldOut.Folds, 100));
        engine.Known = new KnownFeatures(KnownFeatures.ToRow([0, 0, 1]), 3, new NoveltyRule(1, 0.5));
        using var predictor = new Predictor(engine);

        IReadOnlyList<Prediction> answers = predictor.Predict([Reddish, Pictures.Plain(8, 8, 0, 0, 255), PictureInput.OfBytes([1])]);

        Assert.Equal([true, false, false], answers.Select(answer => answer.IsNeither));
        Assert.Equal([false, true, false], answers.Select(answer => answer.IsUnsure));
        Assert.StartsWith("neither", answers[0].Reason, StringComparison.Ordinal);
        Assert.False(answers[2].IsAnswer);
    }

    /// <summary>The mean of the views' probabilities is compared, each view at the temperature.</summary>
    [Fact]
    public void SeveralViewsAreAveragedAtTheTemperature()
    {
        var rule = new AnswerRule(0.25, 0.6, 0.95, HeldOut.Folds, 100);
        using var plain = new Predictor(Engine(rule));
        using var flipped = new Predictor(Engine(rule), new PredictorOptions { TestTime = TestTimeAugmentation.Flip });

        Assert.Equal(plain.Predict(Reddish).Confidence, flipped.Predict(Reddish).Confidence, 1e-6);
        Assert.False(flipped.Predict(Reddish).IsUnsure);
    }

    private static FakeEngine Engine(AnswerRule rule)
    {
        var engine = new FakeEngine();
        engine.Description = engine.Description with { Answers = rule };
        return engine;
    }
}
