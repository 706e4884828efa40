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

        Heatmap map = GradCam.For(model, Formula.Wave([1, 3, 128, 128], 4), [ofClass])[0];

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

        Heatmap together = GradCam.For(model, pictures, [0, 2])[1];
        Heatmap alone = GradCam.For(model, pictures[1..], [2])[0];

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

        Heatmap map = GradCam.For(model, pictures, [chosen])[0];

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
    public void OfSeveralStagesTheMapIsTheLastOnes()
    {
        using TransferModel model = Make();
        using var scope = NewDisposeScope();
        float[][] last = [.. Enumerable.Range(0, 3).Select(i => Formula.Wave(512, i))];
        Tensor pictures = Formula.Wave([1, 3, 64, 64], 4);
        Use(new LinearFit(new float[512], Ones(512), last, new float[3]), stages: 1);
        Heatmap one = GradCam.For(model, pictures, [1])[0];

        Use(new LinearFit(new float[896], Ones(896), [.. last.Select(row => (float[])[.. row, .. Formula.Wave(384, 9)])], new float[3]), stages: 3);
        Heatmap three = GradCam.For(model, pictures, [1])[0];

        Assert.Contains(one.Values, value => value > 0);
        Assert.InRange(Formula.RelativeDistance([.. three.Values], [.. one.Values]), 0, 1e-5);

        static float[] Ones(int count) => [.. Enumerable.Repeat(1f, count)];

        void Use(LinearFit fit, int stages)
        {
            model.ReplaceHead(HeadChoice.FromFit(fit, stages), 3, new Emblem.Foundation.RandomSource(1));
            TensorLeakGuard.Count(model.Head);
        }
    }

    private static TransferModel Make()
    {
        var model = TransferModel.Create(Architectures.ResNet18, 3, HeadChoice.FastAi(), new Emblem.Foundation.RandomSource(1)).Counted();
        Formula.Fill(model.Body, GoldenState.Names(GoldenState.OfNetwork("resnet18")));
        Formula.Fill(model.Head, GoldenState.Names(GoldenState.OfHead()));
        return model;
    }
}
