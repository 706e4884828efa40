using Emblem.Data;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;
using NetVips;

namespace Emblem.Tests.Export;

/// <summary>Whether pictures are turned is a matter of the model, not of who predicts with it.</summary>
public sealed class OrientationTests
{
    [Fact]
    public void PredictionTurnsPicturesAsTrainingDid()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 12; i++)
            WriteTurned(folder.Create("pictures", i % 2 == 0 ? "a" : "b", $"{i}.jpg"), Pictures.Waves(48 + i, 32));
        LabelledImages images = ImageFolder.Open(Path.Combine(folder.Path, "pictures")).LabelByFolder();
        float[][] answers =
        [
            .. Enum.GetValues<PictureOrientation>().Select(orientation =>
            {
                ImageData data = images.SplitAsFastAi(0.25).ToBatches(new() { ImageSize = 32, Orientation = orientation });
                using var learner = Learner.ForClassification(data, Architectures.ResNet18, options: new LearnerOptions { Head = HeadChoice.Linear, Compute = PlainCompute.Plan });
                learner.Model.Counted();
                TensorLeakGuard.Count(learner.Model);
                ScoredBatch scored = learner.Interpret(topLosses: 0).Scored;
                string path = folder.Create($"{orientation}.safetensors");
                learner.Export(path);
                using Predictor predictor = Predictor.Load(path);
                Assert.Equal(orientation, predictor.Preprocessing.Orientation);
                IReadOnlyList<Prediction> found = predictor.PredictFiles([.. data.Split.Validation.Select(item => (item.Name, item.Path))]);
                Assert.All(found.Index(), answer => Assert.Equal(scored.Probability(answer.Index, 0), answer.Item.Probabilities[0], 1e-5));
                return found.Select(answer => answer.Probabilities[0]).ToArray();
            }),
        ];

        // A network that knows nothing sees it too when a picture lies on its side.
        Assert.All(answers[0].Zip(answers[1]), pair => Assert.True(Math.Abs(pair.First - pair.Second) > 1e-4, $"{pair}"));
    }

    private static void WriteTurned(string path, PixelImage picture)
    {
        using Image vips = Pictures.ToVips(picture);
        using Image marked = vips.Mutate(open => open.Set(GValue.GIntType, "orientation", 6));
        File.WriteAllBytes(path, marked.JpegsaveBuffer(q: 90));
    }
}
