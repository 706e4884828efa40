using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Export;
using Emblem.Imaging;
using Emblem.Models;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Export;

public sealed class TestTimeAugmentationTests
{
    private const int Side = 32;

    [Fact]
    public void FastaisNineViews()
    {
        TestTimeAugmentation fastai = TestTimeAugmentation.FastAi();
        Assert.Equal(9, fastai.ViewCount);
        Assert.Equal(0.4, fastai.Views[0].Weight);
        Assert.Empty(fastai.Views[0].Changes);
        Assert.Equal(
            [typeof(RandomWarp), typeof(RandomRotation), typeof(RandomBrightness), typeof(RandomContrast), typeof(FixedView)],
            fastai.Views[1].Changes.Select(change => change.GetType()));
        FixedView[] views = [.. fastai.Views.Skip(1).Select(view => (FixedView)view.Changes[^1])];
        Assert.Equal(8, views.Distinct().Count());
        Assert.All(views, view => Assert.True(view.Scale == 1.35 && view.Row is 0 or 1 && view.Column is 0 or 1));
    }

    [Fact]
    public void WeightsAddUpToOne()
    {
        foreach (TestTimeAugmentation each in (TestTimeAugmentation[])
            [TestTimeAugmentation.None, TestTimeAugmentation.Flip, TestTimeAugmentation.FiveCrop, TestTimeAugmentation.FastAi()])
        {
            Assert.Equal(1, each.Views.Sum(view => view.Weight), 1e-12);
        }
    }

    /// <summary>Views made by hand, saved as pictures of their own and predicted plainly, have the averages that the predictor gives.</summary>
    [Fact]
    public void AnswersAreTheWeightedMeanOverViews()
    {
        using var folder = new TemporaryFolder();
        string model = Untrained(folder, predictors: 2);
        using Predictor predictor = Predictor.Load(model);
        PixelImage picture = Pictures.Waves(Side, Side);
        var flip = new SamplingPlan(Side, Side, Side, Side, ResizeMethod.Crop);
        flip.Flip();
        string plain = Save(folder, "plain.png", picture), mirrored = Save(folder, "mirrored.png", Resampler.Sample(picture, flip));
        float[][] apart = [.. predictor.PredictFiles([("a", plain), ("b", mirrored)]).Select(answer => answer.Probabilities.ToArray())];
        Assert.True(Math.Abs(apart[0][0] - apart[1][0]) > 1e-4);

        Assert.Equal((apart[0][0] + apart[1][0]) / 2, Averaged(model, TestTimeAugmentation.Flip, plain), 1e-5);
    }

    /// <summary>
    /// fast.ai's average worked out from plain predictions of its views: 0.4 of the picture, 0.6 of the mean of four corners enlarged by 1.35, each
    /// also mirrored; five crops likewise. The views are saved in 8 bits, which moves answers by up to 8e-4.
    /// </summary>
    [Fact]
    public void CornersAreAveragedAsFastaiDoes()
    {
        using var folder = new TemporaryFolder();
        string model = Untrained(folder, predictors: 3);
        using Predictor predictor = Predictor.Load(model);
        PixelImage picture = Pictures.Waves(48, 64);
        double Plain(params IReadOnlyList<SamplingPlan> plans) => plans.Average(plan =>
            (double)predictor.Predict(Save(folder, $"{Guid.NewGuid()}.png", Resampler.Sample(picture, plan))).Probabilities[0]);
        SamplingPlan View(double scale, double row, double column, bool flip)
        {
            var plan = new SamplingPlan(48, 64, Side, Side, ResizeMethod.Crop);
            plan.CropAt(row, column);
            plan.Zoom(scale, row, column);
            if (flip)
                plan.Flip();
            return plan;
        }

        (double, double)[] corners = [(0, 0), (0, 1), (1, 0), (1, 1)];
        SamplingPlan[] enlarged = [.. from corner in corners from flip in (bool[])[false, true] select View(1.35, corner.Item1, corner.Item2, flip)];
        SamplingPlan[] five = [.. corners.Append((0.5, 0.5)).Select(place => View(256.0 / 224, place.Item1, place.Item2, false))];
        double plain = Plain(View(1, 0.5, 0.5, false));
        double fastai = (0.4 * plain) + (0.6 * Plain(enlarged));
        double crops = Plain(five);
        Assert.True(Math.Abs(fastai - plain) > 4e-3 && Math.Abs(crops - plain) > 4e-3, $"{plain} {fastai} {crops}");

        string file = Save(folder, "picture.png", picture);
        Assert.Equal(fastai, Averaged(model, TestTimeAugmentation.FastAi([]), file), 1e-3);
        Assert.Equal(crops, Averaged(model, TestTimeAugmentation.FiveCrop, file), 1e-3);
    }

    [Fact]
    public void EqualCallsGiveEqualAnswersInAnyChunks()
    {
        using var folder = new TemporaryFolder();
        using Predictor predictor = Predictor.Load(Untrained(folder, predictors: 1), options: new() { TestTime = TestTimeAugmentation.FastAi() });
        string broken = folder.Create("broken.png");
        File.WriteAllText(broken, "no picture");
        (string, string)[] files =
            [.. Enumerable.Range(0, 4).Select(i => ($"{i}", Save(folder, $"file{i}.png", Pictures.Noise(40, 50, i)))), ("broken", broken)];

        IReadOnlyList<Prediction> first = predictor.PredictFiles(files), again = predictor.PredictFiles(files);

        Assert.NotNull(first[4].Reason);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(first[i].Probabilities, again[i].Probabilities);
            Assert.Equal(1, first[i].Probabilities.Sum(), 1e-5);
        }
    }

    private static string Save(TemporaryFolder folder, string name, PixelImage picture)
    {
        string path = folder.Create(name);
        File.WriteAllBytes(path, ImageCodec.EncodePng(picture));
        return path;
    }

    /// <summary>The first class's probability from a predictor that averages over views.</summary>
    private static float Averaged(string model, TestTimeAugmentation views, string file)
    {
        using Predictor predictor = Predictor.Load(model, options: new() { TestTime = views });
        return predictor.Predict(file).Probabilities[0];
    }

    /// <summary>A model's file, and the count of those that will be opened of it.</summary>
    private static string Untrained(TemporaryFolder folder, int predictors)
    {
        foreach (string name in (string[])["a", "b"])
        {
            for (int i = 0; i < 4; i++)
                File.WriteAllBytes(folder.Create("pictures", name, $"{i}.png"), ImageCodec.EncodePng(Pictures.Noise(Side, Side, i)));
        }

        ImageData data = ImageFolder.Open(Path.Combine(folder.Path, "pictures")).LabelByFolder().SplitRandomly(0.25)
            .ToBatches(new() { ImageSize = Side, BatchSize = 4, Workers = 0 });
        using Learner learner = Learner.ForClassification(data, Architectures.ResNet18, options: new LearnerOptions());
        // Its own network and the predictors'.
        TensorLeakGuard.Count(learner.Model, times: 1 + predictors);
        string path = folder.Create("model.safetensors");
        learner.Export(path);
        return path;
    }
}
