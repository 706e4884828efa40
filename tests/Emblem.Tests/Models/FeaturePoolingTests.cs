using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

public sealed class FeaturePoolingTests
{
    [Fact]
    public void ARootKeepsTheSignOfTheMean()
    {
        using var scope = NewDisposeScope();
        Tensor maps = tensor([8f, 10f, -3f, -5f, 0f, 0f]).reshape(1, 3, 1, 2);

        float[] roots = Values(FeaturePooling.Pool(maps, HeadPooling.RootOfMean));

        Assert.Equal([3, -2, 0], roots.Select(root => Math.Round(root, 1)));
        Assert.Equal(0, roots[2]);
    }

    [Fact]
    public void LargestComesBeforeMean()
    {
        using var scope = NewDisposeScope();
        Tensor maps = tensor([8f, 10f, -3f, -5f]).reshape(1, 2, 1, 2);

        Assert.Equal([10, -3, 9, -4], Values(FeaturePooling.Pool(maps, HeadPooling.LargestAndMean)));
        Assert.Equal([9, -4], Values(FeaturePooling.Pool(maps, HeadPooling.Mean)));
    }

    [Fact]
    public void WhereNothingAnswersTheGradientIsFinite()
    {
        using var scope = NewDisposeScope();
        Tensor maps = tensor([0f, 0f, 1e-30f, 1e-30f, 4f, 4f]).reshape(1, 3, 1, 2).requires_grad_();

        FeaturePooling.Pool(maps, HeadPooling.RootOfMean).sum().backward();

        Assert.All(Values(maps.grad!), slope => Assert.InRange(slope, 0, 100));
        maps.grad = null;
    }

    [Theory]
    [InlineData(HeadPooling.Mean)]
    [InlineData(HeadPooling.RootOfMean)]
    [InlineData(HeadPooling.LargestAndMean)]
    public void ALinearHeadReadsWhatItIsToldTo(HeadPooling pooling)
    {
        using LinearHead head = new LinearHead(3, 2, pooling).Counted();
        using var scope = NewDisposeScope();
        Tensor maps = Formula.Wave([2, 3, 4, 5], 1);

        Assert.Equal(Values(head.Pool(maps)), Values(FeaturePooling.Pool(maps, pooling)));
        Assert.Equal([2, 2], head.forward(maps).shape);
    }

    private static float[] Values(Tensor tensor) => tensor.contiguous().data<float>().ToArray();
}
