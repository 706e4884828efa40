using System.Security.Cryptography;
using Emblem.Data;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Fitting;

namespace Emblem.Tests.Export;

/// <summary>Every kind of head trains or is fitted, saves, opens, predicts and explains, on a folder of small pictures.</summary>
public sealed class SavedHeadsTests
{
    private const int Side = 32;

    public static TheoryData<string> Kinds => ["fastai", "linear", "stages", "fit", "custom"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AModelAnswersTheSameFromItsFile(string kind)
    {
        using var folder = new TemporaryFolder();
        HeadChoice head = Choose(kind);
        using Learner learner = Make(folder, ["a", "b", "c"], new LearnerOptions { Head = head });
        learner.FitOneCycle(1, 1e-3);
        ClassificationInterpretation found = learner.Interpret(topLosses: 2);
        KnownFeatures known = learner.RememberPictures(stop: TestContext.Current.CancellationToken)!;
        FeatureTable features = FrozenFeatures.Describe(learner.Model, learner.Data!, learner.Data!.Split.Validation, null, null, TestContext.Current.CancellationToken);
        string path = folder.Create("model.safetensors");
        learner.Export(path);
        TensorLeakGuard.Count(learner.Model);

        using Predictor predictor = Predictor.Load(path, kind == "custom" ? head : null);

        IReadOnlyList<Prediction> answers = predictor.PredictFiles([.. learner.Data!.Split.Validation.Select(item => (item.Name, item.Path))]);
        Assert.Equal(found.Scored.Count, answers.Count);
        Assert.All(answers.Index(), answer => Assert.Equal(found.Scored.Probability(answer.Index, 0), answer.Item.Probabilities[0], 1e-5));
        Assert.All(answers.Zip(learner.Data.Split.Validation), pair => Assert.Equal(known.NoveltyOf(features.Of(pair.Second.Path)[0]), pair.First.Novelty!.Value, 1e-3));
        Assert.Equal(head.Description, predictor.Description.Head);
        Assert.Equal([6, 6, 6], predictor.Description.Provenance.Pictures!.Training);
        Assert.All(found.TopLosses, loss => Assert.All(loss.Heatmap!.Values, value => Assert.True(float.IsFinite(value) && value >= 0)));
    }

    [Fact]
    public void AModelForOtherClassesGivesItsBodyAlone()
    {
        using var folder = new TemporaryFolder();
        using Learner three = Make(folder, ["a", "b", "c"], new LearnerOptions { FinalNorm = true });
        string path = folder.Create("three.safetensors");
        three.Save(path);
        using var others = new TemporaryFolder();

        using Learner two = Make(others, ["x", "y"], new LearnerOptions { Weights = new BodyWeights(path, Architectures.ResNet18, "file"), Seed = 9 });

        Assert.Equal(Bodies(three), Bodies(two));
        Assert.Equal(2, two.Model.CopyState().Single(entry => entry.Name == "head.8.bias").Shape[0]);
        two.FitOneCycle(1, 1e-3);
        Assert.Equal(2, two.Description.Provenance.Fits.Single().FrozenGroups);
        Assert.Equal("file", two.Description.Provenance.StartedFrom);
    }

    [Fact]
    public void AnOwnHeadDoesNotOpenWithoutItsCode()
    {
        using var folder = new TemporaryFolder();
        using Learner learner = Make(folder, ["a", "b", "c"], new LearnerOptions { Head = OwnHead.Choice });
        string path = folder.Create("own.safetensors");
        learner.Save(path);

        Assert.Contains(path, Assert.Throws<EmblemException>(() => Predictor.Load(path)).Message, StringComparison.Ordinal);
    }

    private static HeadChoice Choose(string kind) => kind switch
    {
        "linear" => HeadChoice.Linear,
        "stages" => HeadChoice.LinearOf(3, HeadPooling.RootOfMean),
        "fit" => HeadChoice.FromFit(new LinearFit(
            new float[512], Formula.Wave(512, 1, 0.1, 1), [.. Enumerable.Range(0, 3).Select(i => Formula.Wave(512, i, 0.1))], new float[3])),
        "custom" => OwnHead.Choice,
        _ => HeadChoice.FastAi(finalNorm: true, hidden: [32, 16]),
    };

    private static Learner Make(TemporaryFolder folder, string[] classes, LearnerOptions options)
    {
        foreach ((int label, string name) in classes.Index())
        {
            for (int i = 0; i < 8; i++)
                File.WriteAllBytes(folder.Create("pictures", name, $"{i}.png"), ImageCodec.EncodePng(Pictures.Noise(Side, Side, (100 * label) + i)));
        }

        ImageData data = ImageFolder.Open(Path.Combine(folder.Path, "pictures")).LabelByFolder().SplitRandomly(0.25)
            .ToBatches(new() { ImageSize = Side, BatchSize = 6, Workers = 0 });
        var learner = Learner.ForClassification(data, Architectures.ResNet18, options: options with { Compute = PlainCompute.Plan });
        learner.Model.Counted();
        return learner;
    }

    private static IEnumerable<string> Bodies(Learner learner) =>
        StateDictionary.Copy(learner.Model.Body).Select(entry => Convert.ToHexString(SHA256.HashData(entry.Bytes.Span)));
}
