using Emblem.Compute;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Tests.Support;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Tests.Models;

/// <summary>Networks that compute in another precision or layout are the same networks.</summary>
public sealed class ComputePlanTests
{
    private static readonly ComputePlan Bf16 = new(DeviceKind.Cpu, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast, 1);
    private static readonly ComputePlan ChannelsLast = Bf16 with { Precision = NumericPrecision.Single };

    /// <summary>One network of each kind of block.</summary>
    public static TheoryData<string> Networks => new("resnet18", "tf_efficientnet_lite0", "mobilenetv3_large_100", "convnext_tiny");

    [Theory]
    [MemberData(nameof(Networks))]
    public void OtherPlansGiveTheSameLogits(string name)
    {
        using TransferModel model = TransferModel.Create(Architectures.Find(name), 3, HeadChoice.Linear, new RandomSource(1)).Counted();
        Livened.Norms(model);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        model.eval();
        Tensor plain = model.forward(Pictures());

        model.Use(ChannelsLast);
        Tensor laid = model.forward(Pictures());
        model.Use(Bf16);
        Tensor rounded = model.forward(Pictures());

        OnThisProcessor.InRange(Distance(laid, plain), 0, 1e-4);
        // To 1 in 256 at every layer; nothing at all would mean that nothing was rounded.
        OnThisProcessor.InRange(Distance(rounded, plain), 1e-5, 0.05);
        Assert.Equal(ScalarType.BFloat16, model.Body.forward(Pictures()).dtype);
        Assert.Equal(ScalarType.Float32, rounded.dtype);
        Assert.All(model.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.dtype));
    }

    [Fact]
    public void GradientsComeBackInTheParametersOwnPrecisionAndOrder()
    {
        using TransferModel model = Make(Bf16);
        using var scope = NewDisposeScope();

        model.forward(Pictures()).square().mean().backward();

        Assert.All(model.parameters(), parameter =>
        {
            Tensor gradient = parameter.grad!;
            Assert.Equal(ScalarType.Float32, gradient.dtype);
            Assert.Equal(Strides(parameter), Strides(gradient));
            Assert.True(gradient.isfinite().all().item<bool>());
        });
        Assert.Equal([64L * 64 * 9 / 64, 1, 64 * 3, 64], model.Body.get_parameter("layer1.0.conv1.weight")!.stride());
    }

    [Theory]
    [InlineData(NumericPrecision.Single, 1e-3)]
    [InlineData(NumericPrecision.BFloat16, 0.2)]
    public void GradientsPointTheSameWay(NumericPrecision precision, double tolerance)
    {
        using TransferModel plain = Make(null);
        using TransferModel planned = Make(Bf16 with { Precision = precision });
        using var scope = NewDisposeScope();
        // With running statistics: by a batch's own, a network of random weights makes five times as much of any rounding.
        plain.eval();
        planned.eval();

        plain.forward(Pictures()).square().mean().backward();
        planned.forward(Pictures()).square().mean().backward();

        OnThisProcessor.InRange(GradientDistance(plain, planned), 1e-9, tolerance);
    }

    [Fact]
    public void BatchNormsLearnFromBf16WithStatisticsOfTheBatch()
    {
        using var plain = new BasicBlock(8, 8, 1).Counted();
        using var rounded = new BasicBlock(8, 8, 1).Counted();
        using var scope = NewDisposeScope();
        foreach (IMixedLayer layer in rounded.modules().OfType<IMixedLayer>())
            layer.Precision = NumericPrecision.BFloat16;
        foreach (nn.Module block in (nn.Module[])[plain, rounded])
        {
            Formula.Fill(block, ["conv1.weight", "conv2.weight"]);
            block.train();
        }

        foreach (BasicBlock block in (BasicBlock[])[plain, rounded])
            (block.forward(Formula.Wave([4, 8, 12, 12], 3)).to(ScalarType.Float32) * Formula.Wave([4, 8, 12, 12], 5)).mean().backward();

        OnThisProcessor.InRange(GradientDistance(plain, rounded), 1e-6, 0.15);
    }

    [Fact]
    public void LayoutLeavesNoTraceInTheState()
    {
        using TransferModel plain = Make(null);
        using TransferModel laid = Make(ChannelsLast);

        IReadOnlyList<NamedTensor> expected = plain.CopyState();
        IReadOnlyList<NamedTensor> state = laid.CopyState();

        Assert.Equal(expected.Select(entry => entry.Name), state.Select(entry => entry.Name));
        Assert.All(expected.Zip(state), pair => Assert.True(pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span), pair.First.Name));
        laid.RestoreState(expected);
        Assert.All(expected.Zip(laid.CopyState()), pair => Assert.True(pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span), pair.First.Name));
    }

    [Fact]
    public void FrozenBodyKeepsNothingForGradients()
    {
        using TransferModel model = Make(null);
        using var scope = NewDisposeScope();
        model.train();
        model.FreezeBefore(2, FrozenBatchNorm.Freeze);

        Assert.False(model.Extract(Pictures()).requires_grad);
        model.forward(Pictures()).sum().backward();

        Assert.All(model.Body.parameters(), parameter => Assert.Null(parameter.grad));
        Assert.All(model.Head.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    [Fact]
    public void BatchNormsThatLearnInAFrozenBodyStillGetGradients()
    {
        using TransferModel model = Make(null);
        using var scope = NewDisposeScope();
        model.train();
        model.FreezeBefore(2);

        model.forward(Pictures()).square().sum().backward();

        Assert.All(model.Body.modules().OfType<BatchNorm2d>(), norm => Assert.NotNull(norm.weight!.grad));
        Assert.All(model.Body.modules().OfType<Emblem.Models.Convolution>(), layer => Assert.Null(layer.get_parameter("weight")!.grad));
    }

    private static double Distance(Tensor actual, Tensor expected) =>
        Formula.RelativeDistance(actual.data<float>().ToArray(), expected.data<float>().ToArray());

    /// <summary>Of all gradients together, as a vector: single values near 0 may turn their sign.</summary>
    private static double GradientDistance(nn.Module expected, nn.Module actual)
    {
        double distance = 0;
        double size = 0;
        foreach ((Tensor first, Tensor second) in expected.parameters().Zip(actual.parameters(), (a, b) => (a.grad!, b.grad!)))
        {
            distance += (first - second).square().sum().item<float>();
            size += first.square().sum().item<float>();
        }

        return Math.Sqrt(distance / size);
    }

    private static TransferModel Make(ComputePlan? plan)
    {
        TransferModel model = TransferModel.Create(Architectures.ResNet18, 3, HeadChoice.Linear, new RandomSource(1)).Counted();
        Livened.Norms(model);
        if (plan is not null)
            model.Use(plan);
        return model;
    }

    private static Tensor Pictures() => Formula.Wave([2, 3, 40, 48], 3);

    /// <summary>Of the dimensions that have more than one place: what the others say means nothing, and oneDNN says something else there.</summary>
    private static long[] Strides(Tensor tensor) => [.. tensor.stride().Zip(tensor.shape).Where(pair => pair.Second > 1).Select(pair => pair.First)];
}
