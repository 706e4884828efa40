using Emblem.Foundation;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Emblem.Tests.Interpretation;

/// <summary>Heatmaps of earlier stages, and by HiResCAM.</summary>
public sealed class HeatmapDetailTests
{
    public static TheoryData<string> Families => ["resnet18", "resnet50", "tf_efficientnet_lite0", "mobilenetv3_large_100", "convnext_tiny"];

    /// <summary>A network cut open anywhere answers as before, and each size of map is twice as fine as the next.</summary>
    [Theory]
    [MemberData(nameof(Families))]
    public void EveryNetworkIsCutWhereItsMapsGetFiner(string name)
    {
        using FeatureExtractor body = Architectures.Find(name).CreateBody().Counted();
        WeightInitialization.FillBody(body, new RandomSource(3).Stream("body"));
        Livened.Norms(body);
        body.Stages = 3;
        body.eval();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor pictures = Formula.Wave([2, 3, 64, 96], 5);
        float[] expected = Values(body.forward(pictures));
        long[] before = [];

        for (int finer = 0; finer < 4; finer++)
        {
            (Tensor cut, Tensor located, int stage) = body.Locate(pictures, finer);

            Assert.InRange(Formula.RelativeDistance(Values(body.Continue(cut, stage)), expected), 0, 1e-5);
            Assert.Equal(cut.shape, located.shape);
            Assert.Equal(body.StageWidths.Skip(body.StageWidths.Count - 3).Take(stage - body.StageWidths.Count + 3).Sum() + body.StageWidths[stage], cut.shape[1]);
            if (finer > 0)
                Assert.Equal([2 * before[2], 2 * before[3]], cut.shape[2..]);
            before = cut.shape;
        }
    }

    /// <summary>Under a head that averages each place's gradient is the mean gradient.</summary>
    [Theory]
    [InlineData(1, HeadPooling.Mean)]
    [InlineData(3, HeadPooling.RootOfMean)]
    public void OfTheLastStageUnderAnAveragingHeadBothMethodsAreOne(int stages, HeadPooling pooling)
    {
        using TransferModel model = Make(Architectures.ResNet18, HeadChoice.LinearOf(stages, pooling));
        using var scope = NewDisposeScope();
        Tensor pictures = Formula.Wave([2, 3, 128, 128], 4);

        IReadOnlyList<Heatmap> usual = Maps(model, pictures, HeatmapDetail.Usual);
        IReadOnlyList<Heatmap> other = Maps(model, pictures, new HeatmapDetail { Method = HeatmapMethod.HiResCam });
        IReadOnlyList<Heatmap> finer = Maps(model, pictures, HeatmapDetail.Fine);
        IReadOnlyList<Heatmap> earlier = Maps(model, pictures, new HeatmapDetail { Finer = 1 });

        Assert.All(usual.Zip(other), pair => Assert.InRange(Formula.RelativeDistance([.. pair.Second.Values], [.. pair.First.Values]), 0, 1e-5));
        Assert.All(finer.Concat(earlier), map => Assert.Equal((8, 8), (map.Width, map.Height)));
        Assert.True(Formula.RelativeDistance([.. finer[0].Values], [.. earlier[0].Values]) > 0.01, "At an earlier stage they are two.");
    }

    [Fact]
    public void APictureInABatchHasTheFinerMapItHasAlone()
    {
        using TransferModel model = Make(Architectures.ResNet18, HeadChoice.LinearOf(3, HeadPooling.RootOfMean));
        using var scope = NewDisposeScope();
        Tensor pictures = Formula.Wave([2, 3, 64, 64], 4);

        Heatmap together = Maps(model, pictures, HeatmapDetail.Finest)[1];
        Heatmap alone = Maps(model, pictures[1..], HeatmapDetail.Finest)[0];

        Assert.Equal((8, 8), (alone.Width, alone.Height));
        Assert.InRange(Formula.RelativeDistance([.. together.Values], [.. alone.Values]), 0, 1e-4);
    }

    /// <summary>What the answer does not depend on HiResCAM never shows; Grad-CAM shows it where the same feature answers.</summary>
    [Fact]
    public void EvidenceInOneCornerIsFoundThere()
    {
        using TransferModel model = new TransferModel(new SmallBody(), new CornerHead()).Counted();
        WeightInitialization.FillBody(model.Body, new RandomSource(8).Stream("body"));
        using var scope = NewDisposeScope();
        Tensor picture = Formula.Wave([1, 3, 32, 32], 4);

        Heatmap coarse = Maps(model, picture, HeatmapDetail.Usual)[0];
        Heatmap fine = Maps(model, picture, HeatmapDetail.Fine)[0];
        Heatmap byMeans = Maps(model, picture, new HeatmapDetail { Finer = 1 })[0];

        Assert.Equal((16, 32), (coarse.Width, fine.Width));
        Assert.False(fine.IsEmpty);
        Assert.All(fine.Values.Index().Where(value => value.Item > 0), value => Assert.True(value.Index % 32 < 2 && value.Index / 32 < 2, $"{value}"));
        Assert.Contains(byMeans.Values.Index(), value => value.Item > 0 && (value.Index % 32 > 2 || value.Index / 32 > 2));
    }

    [Fact]
    public void ItIsAValueThatSaysWhatItIs()
    {
        Assert.Equal(HeatmapDetail.Fine, new HeatmapDetail { Finer = 1, Method = HeatmapMethod.HiResCam });
        Assert.Equal(["Grad-CAM", "HiResCAM, 2 times as fine", "HiResCAM, 4 times as fine"], [$"{HeatmapDetail.Usual}", $"{HeatmapDetail.Fine}", $"{HeatmapDetail.Finest}"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeatmapDetail { Finer = -1 });
    }

    private static TransferModel Make(Architecture architecture, HeadChoice head)
    {
        TransferModel model = TransferModel.Create(architecture, 3, head, new RandomSource(1)).Counted();
        Livened.Norms(model.Body);
        return model;
    }

    private static IReadOnlyList<Heatmap> Maps(TransferModel model, Tensor pictures, HeatmapDetail detail)
    {
        using var cam = new GradCam(model, pictures, detail);
        return cam.Of([.. Enumerable.Repeat<float[]>([1, 0, 0], (int)pictures.shape[0])]);
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();

    /// <summary>Looks at the place at the top left alone.</summary>
    private sealed class CornerHead() : Module<Tensor, Tensor>("corner")
    {
        public override Tensor forward(Tensor features)
        {
            using var scope = NewDisposeScope();
            Tensor sum = features.narrow(2, 0, 1).narrow(3, 0, 1).sum([1, 2, 3]).unsqueeze(1);
            return sum.expand(-1, 3).contiguous().MoveToOuterDisposeScope();
        }
    }
}
