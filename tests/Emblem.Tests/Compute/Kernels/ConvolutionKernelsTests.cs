using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute.Kernels;

/// <summary>Every way of computing a convolution is the same convolution: compared with torch's in double precision, which is plain code.</summary>
public sealed class ConvolutionKernelsTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Shapes.OfEachKind.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void EachWayGivesTheSameResultAndGradients(int index)
    {
        ConvolutionShape shape = Shapes.OfEachKind[index];
        using var scope = NewDisposeScope();
        var sample = new ConvolutionSample(shape);
        (Tensor Result, Tensor Input, Tensor Weight) expected = Plain(sample);

        foreach (ConvolutionWay way in ConvolutionWay.For(shape, Precision.BFloat16, MemoryLayout.ChannelsLast))
        {
            // What a known fault covers here may end the process.
            if (KnownFault.Of(shape, way) is not null)
                continue;
            Tensor input = sample.InputTensor(way.Precision, way.Layout).requires_grad_();
            Tensor weight = sample.WeightTensor(way.Layout).requires_grad_();
            Tensor result = ConvolutionKernels.Compute(shape, way, input, weight, sample.BiasTensor());
            IList<Tensor> gradients = autograd.grad([result], [input, weight], [sample.GradientTensor(way.Precision, way.Layout)]);

            double tolerance = way.Precision == Precision.BFloat16 ? 0.01 : 1e-5;
            string where = $"{shape} {way} on {Processor.Here}";
            Assert.Equal(expected.Result.shape, result.shape);
            Assert.True(Distance(result, expected.Result) < tolerance, where);
            Assert.True(Distance(gradients[0], expected.Input) < tolerance, where);
            Assert.True(Distance(gradients[1], expected.Weight) < tolerance, where);
        }
    }

    [Fact]
    public void PointwiseIsAProductFirstInBf16AndAConvolutionFirstInFp32()
    {
        ConvolutionShape pointwise = Shapes.OfEachKind[3];

        Assert.Equal(ConvolutionMethod.Product, ConvolutionWay.For(pointwise, Precision.BFloat16, MemoryLayout.ChannelsLast)[0].Method);
        Assert.Equal(ConvolutionMethod.Convolution, ConvolutionWay.For(pointwise, Precision.Single, MemoryLayout.ChannelsFirst)[0].Method);
        Assert.DoesNotContain(
            ConvolutionWay.For(Shapes.OfEachKind[1], Precision.BFloat16, MemoryLayout.ChannelsLast), way => way.Method == ConvolutionMethod.Product);
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
            var way = new ConvolutionWay(ConvolutionMethod.Product, Precision.Single, layout);
            Tensor result = ConvolutionKernels.Compute(shape, way, sample.InputTensor(Precision.Single, layout), sample.WeightTensor(layout), null);

            Assert.Equal(layout == MemoryLayout.ChannelsLast, MemoryOrder.IsChannelsLast(result));
            Assert.Equal(layout == MemoryLayout.ChannelsFirst, result.is_contiguous());
        }
    }

    private static (Tensor Result, Tensor Input, Tensor Weight) Plain(ConvolutionSample sample)
    {
        ConvolutionShape shape = sample.Shape;
        Tensor input = sample.InputTensor(Precision.Single, MemoryLayout.ChannelsFirst).to(ScalarType.Float64).requires_grad_();
        Tensor weight = sample.WeightTensor(MemoryLayout.ChannelsFirst).to(ScalarType.Float64).requires_grad_();
        Tensor result = nn.functional.conv2d(
            input, weight, sample.BiasTensor()?.to(ScalarType.Float64), [shape.Stride, shape.Stride], [shape.Padding, shape.Padding], [1, 1], shape.Groups);
        IList<Tensor> gradients = autograd.grad(
            [result], [input, weight], [sample.GradientTensor(Precision.Single, MemoryLayout.ChannelsFirst).to(ScalarType.Float64)]);
        return (result, gradients[0], gradients[1]);
    }

    private static double Distance(Tensor actual, Tensor expected) => Formula.RelativeDistance(
        actual.to(ScalarType.Float32).contiguous().data<float>().ToArray(), expected.to(ScalarType.Float32).contiguous().data<float>().ToArray());
}
