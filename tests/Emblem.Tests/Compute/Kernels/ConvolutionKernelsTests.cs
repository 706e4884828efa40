using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute.Kernels;

/// <summary>
/// Every way of computing a convolution is the same convolution: compared with torch's in double precision, which is plain code. Where this
/// processor's own kernels are wrong, the trial has to say so.
/// </summary>
public sealed class ConvolutionKernelsTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Shapes.OfEachKind.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EachWayGivesTheSameOrIsFoundWrong(int index)
    {
        ConvolutionShape shape = Shapes.OfEachKind[index];
        var sample = new ConvolutionSample(shape);
        using var scope = NewDisposeScope();
        (Tensor Result, Tensor Input, Tensor Weight) expected = Plain(sample);

        foreach (ConvolutionWay way in ConvolutionWay.For(shape, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast))
        {
            // What a known fault covers here may end the process.
            if (KnownFault.Of(shape, way) is not null)
                continue;
            Tensor input = sample.InputTensor(way.Precision, way.Layout).requires_grad_();
            Tensor weight = sample.WeightTensor(way.Layout).requires_grad_();
            Tensor result = ConvolutionKernels.Compute(shape, way, input, weight, sample.BiasTensor());
            IList<Tensor> gradients = autograd.grad([result], [input, weight], [sample.GradientTensor(way.Precision, way.Layout)]);
            double tolerance = way.Precision == NumericPrecision.BFloat16 ? 0.01 : 1e-5;
            KernelParts same = Same(KernelParts.Forward, result, expected.Result, tolerance)
                | Same(KernelParts.InputGradient, gradients[0], expected.Input, tolerance)
                | Same(KernelParts.WeightGradient, gradients[1], expected.Weight, tolerance);

            KernelVerdict found = ConvolutionTrial.Run(ConvolutionKernels.Compute, shape, way, KernelParts.All);

            Assert.True(found.Right == same, $"{shape} {way}: the trial finds {found}, right are {same} on {Processor.Here}");
            if (way.Method != ConvolutionMethod.Convolution)
                Assert.True(same == KernelParts.All, $"{shape} {way}: right are {same} on {Processor.Here}");
        }
    }

    [Fact]
    public void PointwiseIsAProductFirstInBf16AndAConvolutionFirstInFp32()
    {
        ConvolutionShape pointwise = Shapes.OfEachKind[3];

        Assert.Equal(ConvolutionMethod.Product, ConvolutionWay.For(pointwise, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast)[0].Method);
        Assert.Equal(ConvolutionMethod.Convolution, ConvolutionWay.For(pointwise, NumericPrecision.Single, MemoryLayout.ChannelsFirst)[0].Method);
        Assert.DoesNotContain(
            ConvolutionWay.For(Shapes.OfEachKind[1], NumericPrecision.BFloat16, MemoryLayout.ChannelsLast), way => way.Method == ConvolutionMethod.Product);
    }

    [Fact]
    public void ProductsGiveTheOrderThatTheyAreAskedFor()
    {
        ConvolutionShape shape = Shapes.OfEachKind[3];
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var sample = new ConvolutionSample(shape);

        foreach (MemoryLayout layout in (MemoryLayout[])[MemoryLayout.ChannelsLast, MemoryLayout.ChannelsFirst])
        {
            var way = new ConvolutionWay(ConvolutionMethod.Product, NumericPrecision.Single, layout);
            Tensor result = ConvolutionKernels.Compute(shape, way, sample.InputTensor(NumericPrecision.Single, layout), sample.WeightTensor(layout), null);

            Assert.Equal(layout == MemoryLayout.ChannelsLast, MemoryOrder.IsChannelsLast(result));
            Assert.Equal(layout == MemoryLayout.ChannelsFirst, result.is_contiguous());
        }
    }

    private static (Tensor Result, Tensor Input, Tensor Weight) Plain(ConvolutionSample sample)
    {
        ConvolutionShape shape = sample.Shape;
        Tensor input = sample.InputTensor(NumericPrecision.Single, MemoryLayout.ChannelsFirst).to(ScalarType.Float64).requires_grad_();
        Tensor weight = sample.WeightTensor(MemoryLayout.ChannelsFirst).to(ScalarType.Float64).requires_grad_();
        Tensor result = nn.functional.conv2d(
            input, weight, sample.BiasTensor()?.to(ScalarType.Float64), [shape.Stride, shape.Stride], [shape.Padding, shape.Padding], [1, 1], shape.Groups);
        IList<Tensor> gradients = autograd.grad(
            [result], [input, weight], [sample.GradientTensor(NumericPrecision.Single, MemoryLayout.ChannelsFirst).to(ScalarType.Float64)]);
        return (result, gradients[0], gradients[1]);
    }

    private static KernelParts Same(KernelParts part, Tensor actual, Tensor expected, double tolerance)
    {
        Assert.Equal(expected.shape, actual.shape);
        return Formula.RelativeDistance(Values(actual), Values(expected)) < tolerance ? part : KernelParts.None;
    }

    private static float[] Values(Tensor tensor) => tensor.to(ScalarType.Float32).contiguous().data<float>().ToArray();
}
