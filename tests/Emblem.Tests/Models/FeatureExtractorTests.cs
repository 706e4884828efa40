using Emblem.Foundation;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

/// <summary>Features of several stages, for one network of each family.</summary>
public sealed class FeatureExtractorTests
{
    public static TheoryData<string> Families => ["resnet18", "resnet50", "tf_efficientnet_lite0", "mobilenetv3_large_100", "convnext_tiny"];

    [Theory]
    [MemberData(nameof(Families))]
    public void EarlierStagesGiveTheirMeansInEveryPlace(string name)
    {
        using FeatureExtractor body = Make(name);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        Tensor pictures = Formula.Wave([2, 3, 64, 96], 5);
        float[] last = Values(body.call(pictures));
        Tensor[] maps = [.. body.Maps(pictures)];

        body.Stages = 3;
        Tensor features = body.call(pictures);

        Assert.Equal(body.StageWidths, maps.Select(map => (int)map.shape[1]));
        Assert.Equal(body.StageWidths.TakeLast(3).Sum(), body.FeatureCount);
        Assert.Equal([2, body.FeatureCount, maps[^1].shape[2], maps[^1].shape[3]], features.shape);
        Assert.Equal(last, Values(features.narrow(1, 0, body.StageWidths[^1])));
        float[] earlier = Values(features.narrow(1, body.StageWidths[^1], body.FeatureCount - body.StageWidths[^1]));
        int places = (int)(features.shape[2] * features.shape[3]);
        float[] expected = [.. Enumerable.Range(0, 2).SelectMany(i => Means(maps[^2][i]).Concat(Means(maps[^3][i])))];
        Assert.InRange(Formula.RelativeDistance(earlier, [.. expected.SelectMany(mean => Enumerable.Repeat(mean, places))]), 0, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void GradientsReachAnEarlierStageThroughItsMeans(string name)
    {
        using FeatureExtractor body = Make(name);
        using var scope = NewDisposeScope();
        body.Stages = 3;

        OfItsEarliestStage(body, body.call(Formula.Wave([2, 3, 64, 64], 5))).sum().backward();

        Assert.NotNull(body.parameters().First().grad);
        Assert.True(body.parameters().First().grad!.abs().sum().item<float>() > 0);
        Assert.Equal(0, body.parameters().Last().grad!.abs().sum().item<float>());
        foreach (TorchSharp.Modules.Parameter parameter in body.parameters())
            parameter.grad = null;
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void WhereFeaturesComeFromHasTheirMeansInTheSamePlaces(string name)
    {
        using FeatureExtractor body = Make(name);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        body.Stages = 3;
        Tensor pictures = Formula.Wave([2, 3, 64, 96], 5);

        (Tensor features, Tensor located, int _) = body.Locate(pictures, finer: 0);

        Assert.InRange(Formula.RelativeDistance(Values(features), Values(body.call(pictures))), 0, 1e-5);
        Assert.Equal(features.shape, located.shape);
        Assert.InRange(Formula.RelativeDistance(Values(located.mean([2, 3])), Values(features.mean([2, 3]))), 0, 1e-4);
        Assert.True(OfItsEarliestStage(body, located)[0].std([1, 2]).max().item<float>() > 0.01f, "An early stage has its own answer in each place.");
    }

    /// <summary>Where nothing learns the first stage passes in parts, which changes what is held and not what comes out; where norms learn, the batch stays whole.</summary>
    [Theory]
    [InlineData("resnet18")]
    [InlineData("resnet50")]
    public void WhatPassesInPartsIsWhatPassesAtOnce(string name)
    {
        using FeatureExtractor body = Make(name);
        using var scope = NewDisposeScope();
        Tensor pictures = Formula.Wave([3, 3, 192, 160], 5);
        float[] whole = Values(body.call(pictures));

        using (no_grad())
            Assert.InRange(Formula.RelativeDistance(Values(body.call(pictures)), whole), 0, 1e-5);

        body.train();
        float[] learning = Values(body.call(pictures));
        using (no_grad())
            Assert.InRange(Formula.RelativeDistance(Values(body.call(pictures)), learning), 0, 1e-5);
        Assert.True(Formula.RelativeDistance(learning, whole) > 0.01, "Norms that learn see the batch.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void StagesThatTheNetworkHasNotAreRefused(int stages)
    {
        using FeatureExtractor body = SmallBody.Architecture.CreateBody().Counted();

        Assert.Contains("has 3 stages", Assert.Throws<EmblemException>(() => body.Stages = stages).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeadsStagesAreTheBodys()
    {
        using TransferModel model = TransferModel.Create(SmallBody.Architecture, 2, HeadChoice.LinearOf(3), new RandomSource(1)).Counted();
        using var scope = NewDisposeScope();
        using var quiet = no_grad();

        Assert.Equal([2, 2], model.call(Formula.Wave([2, 3, 16, 16], 5)).shape);
        Assert.Equal([2, 27], model.Pool(model.Extract(Formula.Wave([2, 3, 16, 16], 5))).shape);
        model.ReplaceHead(HeadChoice.Linear, 2, new RandomSource(1));
        TensorLeakGuard.Count(model.Head);
        Assert.Equal([2, 16], model.Pool(model.Extract(Formula.Wave([2, 3, 16, 16], 5))).shape);
    }

    private static FeatureExtractor Make(string name)
    {
        FeatureExtractor body = Architectures.Find(name).CreateBody().Counted();
        WeightInitialization.FillBody(body, new RandomSource(1).Stream("body"));
        Livened.Norms(body);
        body.eval();
        return body;
    }

    /// <summary>The channels that come from the third stage before the end: the last of all.</summary>
    private static Tensor OfItsEarliestStage(FeatureExtractor body, Tensor features) =>
        features.narrow(1, body.FeatureCount - body.StageWidths[^3], body.StageWidths[^3]);

    private static IEnumerable<float> Means(Tensor map) =>
        Values(map).Chunk((int)(map.shape[1] * map.shape[2])).Select(channel => (float)channel.Average(value => (double)value));

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
