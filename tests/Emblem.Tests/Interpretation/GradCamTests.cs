using Emblem.Interpretation;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Interpretation;

public sealed class GradCamTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void MapsEqualFastAis(int ofClass)
    {
        using TransferModel model = Make();
        using var scope = NewDisposeScope();

        Heatmap map = Maps(model, Formula.Wave([1, 3, 128, 128], 4), OneHot(ofClass))[0];

        float[] expected = new SafetensorsForTests(GoldenFile.PathOf("gradcam.safetensors")).Floats($"cam_{ofClass}");
        Assert.Equal((4, 4), (map.Width, map.Height));
        Assert.InRange(Formula.RelativeDistance([.. map.Values], expected), 0, 1e-4);
    }

    [Fact]
    public void APictureInABatchHasTheMapItHasAlone()
    {
        using TransferModel model = Make();
        using var scope = NewDisposeScope();
        Tensor pictures = Formula.Wave([2, 3, 64, 64], 4);

        Heatmap together = Maps(model, pictures, OneHot(0), OneHot(2))[1];
        Heatmap alone = Maps(model, pictures[1..], OneHot(2))[0];

        Assert.InRange(Formula.RelativeDistance([.. together.Values], [.. alone.Values]), 0, 1e-4);
    }

    [Fact]
    public void ALinearHeadsMapIsItsOwnWeightsOverTheFeatures()
    {
        const int chosen = 1;
        using TransferModel model = Make();
        using var scope = NewDisposeScope();
        float[][] weights = [.. Enumerable.Range(0, 3).Select(i => Formula.Wave(512, i))];
        float[] scale = Formula.Wave(512, 5, 0.1, 1);
        model.ReplaceHead(HeadChoice.FromFit(new LinearFit(new float[512], scale, weights, new float[3])), 3, new Emblem.Foundation.RandomSource(1));
        TensorLeakGuard.Count(model.Head);
        Tensor pictures = Formula.Wave([1, 3, 64, 64], 4);

        Heatmap map = Maps(model, pictures, OneHot(chosen))[0];

        using var quiet = no_grad();
        float[] features = model.Body.forward(pictures).data<float>().ToArray();
        int places = map.Width * map.Height;
        float[] expected =
        [
            .. Enumerable.Range(0, places).Select(place => (float)Math.Max(
                0, Enumerable.Range(0, 512).Sum(k => (double)weights[chosen][k] / scale[k] / places * features[(k * places) + place]))),
        ];
        Assert.Contains(expected, value => value > 0);
        Assert.InRange(Formula.RelativeDistance([.. map.Values], expected), 0, 1e-4);
    }

    [Fact]
    public void OfSeveralStagesEachPlaceHasWhatAllOfThemAddToTheScoreThere()
    {
        using TransferModel model = Make();
        using var scope = NewDisposeScope();
        float[] weights = [.. Formula.Wave(896, 9).Select(MathF.Abs)];
        UseLinearHead(model, [weights, new float[896], new float[896]], stages: 3);
        Tensor picture = Formula.Wave([1, 3, 64, 64], 4);

        Heatmap map = Maps(model, picture, OneHot(0))[0];

        // 2 × 2 places of the last stage; four and sixteen of each earlier one's lie in one of them.
        using var quiet = no_grad();
        Tensor[] stages = [.. model.Body.Maps(picture).Skip(1)];
        Tensor[] within = [stages[2], nn.functional.avg_pool2d(stages[1], 2), nn.functional.avg_pool2d(stages[0], 4)];
        float[] expected = (cat(within, 1) * tensor(weights).reshape(1, -1, 1, 1) / 4).sum(1).data<float>().ToArray();
        Assert.InRange(Formula.RelativeDistance([.. map.Values], expected), 0, 1e-4);
        Assert.Equal(model.forward(picture)[0, 0].item<float>(), map.Values.Sum(), 1e-3);
    }

    [Fact]
    public void EvidenceOfAnEarlyStageAloneIsShownToo()
    {
        using TransferModel model = Make();
        using var scope = NewDisposeScope();
        float[] early = new float[896];
        early.AsSpan(768).Fill(1);
        UseLinearHead(model, [early, new float[896], new float[896]], stages: 3);

        Heatmap map = Maps(model, Formula.Wave([1, 3, 64, 64], 4), OneHot(0))[0];

        Assert.False(map.IsEmpty);
        Assert.True(map.Values.Distinct().Count() > 1, "It has a place.");
    }

    [Fact]
    public void ADifferenceIsEmptyAgainstItselfAndOneWayOrTheOtherNot()
    {
        using TransferModel model = Make();
        using var scope = NewDisposeScope();
        Tensor picture = Formula.Wave([1, 3, 128, 128], 4);

        Heatmap[] maps = [.. new float[][] { [0, 0, 0], [1, -1, 0], [-1, 1, 0] }.Select(direction => Maps(model, picture, direction)[0])];

        Assert.True(maps[0].IsEmpty);
        Assert.False(maps[1].IsEmpty && maps[2].IsEmpty);
        Assert.All(maps[1].Values.Zip(maps[2].Values), pair => Assert.True(pair.First == 0 || pair.Second == 0, "A place speaks for one of them."));
    }

    [Fact]
    public void AMapWithoutNumbersAboveZeroIsEmpty()
    {
        Assert.True(new Heatmap(2, 2, [0, 0, 0, 0]).IsEmpty);
        Assert.True(new Heatmap(2, 2, [1, float.NaN, 0, 0]).IsEmpty);
        Assert.False(new Heatmap(2, 2, [0, 0, 1e-6f, 0]).IsEmpty);
        Assert.True(new Heatmap(1, 1, [3]).IsTooCoarse);
        Assert.False(new Heatmap(2, 2, [0, 0, 1, 0]).IsTooCoarse);
    }

    private static IReadOnlyList<Heatmap> Maps(TransferModel model, Tensor pictures, params float[][] directions)
    {
        using var cam = new GradCam(model, pictures, HeatmapDetail.Usual);
        return cam.Of(directions);
    }

    private static float[] OneHot(int ofClass) => [.. Enumerable.Range(0, 3).Select(i => i == ofClass ? 1f : 0f)];

    private static void UseLinearHead(TransferModel model, float[][] weights, int stages)
    {
        int count = weights[0].Length;
        var fit = new LinearFit(new float[count], [.. Enumerable.Repeat(1f, count)], weights, new float[weights.Length]);
        model.ReplaceHead(HeadChoice.FromFit(fit, stages), weights.Length, new Emblem.Foundation.RandomSource(1));
        TensorLeakGuard.Count(model.Head);
    }

    private static TransferModel Make()
    {
        var model = TransferModel.Create(Architectures.ResNet18, 3, HeadChoice.FastAi(), new Emblem.Foundation.RandomSource(1)).Counted();
        Formula.Fill(model.Body, GoldenState.Names(GoldenState.OfNetwork("resnet18")));
        Formula.Fill(model.Head, GoldenState.Names(GoldenState.OfHead()));
        return model;
    }
}
