using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.PlantedFaults;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute.Kernels;

public sealed class ConvolutionTrialTests
{
    private static readonly ConvolutionWay Bf16 = new(ConvolutionMethod.Product, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast);
    private static readonly ConvolutionWay Fp32 = Bf16 with { Precision = NumericPrecision.Single };

    private static readonly ConvolutionKernel LeavesOutputsOut = PlantedFault.Around(ConvolutionKernels.Compute, PlantedFault.Parse("block"));

    [Theory]
    [InlineData("factor", nameof(KernelParts.Forward))]
    [InlineData("block", nameof(KernelParts.Forward))]
    [InlineData("nan", nameof(KernelParts.Forward))]
    [InlineData("input-gradient", nameof(KernelParts.InputGradient))]
    [InlineData("weight-gradient", nameof(KernelParts.WeightGradient))]
    public void FindsEachFaultInEveryShape(string fault, string part) => Assert.All(Shapes.OfEachKind, shape =>
    {
        KernelParts wrong = Enum.Parse<KernelParts>(part);
        ConvolutionWay way = new(shape.IsPointwise ? ConvolutionMethod.Product : ConvolutionMethod.Convolution, NumericPrecision.Single, MemoryLayout.ChannelsLast);
        KernelVerdict found = ConvolutionTrial.Run(PlantedFault.Around(ConvolutionKernels.Compute, PlantedFault.Parse(fault)), shape, way, KernelParts.All);

        // A factor or a block also changes the gradients.
        Assert.True(found.Wrong.HasFlag(wrong), $"{shape}: {found}");
        if (wrong != KernelParts.Forward)
            Assert.Equal(wrong, found.Wrong);
    });

    [Fact]
    public void SixteenOf2048ChannelsLeftOutAreFoundWithEverySeed()
    {
        var shape = new ConvolutionShape(1, 64, 3, 3, 2048, 1, 1, 0, 1, false);
        var turned = new ConvolutionShape(1, 2048, 3, 3, 64, 1, 1, 0, 1, false);
        foreach (ConvolutionWay way in (ConvolutionWay[])[Bf16, Fp32])
        {
            for (int seed = 1; seed <= 100; seed++)
            {
                KernelVerdict outputs = ConvolutionTrial.Run(LeavesOutputsOut, shape, way, KernelParts.Forward, seed);
                KernelVerdict inputs = ConvolutionTrial.Run(WithoutInputs, turned, way, KernelParts.Forward, seed);
                KernelVerdict right = ConvolutionTrial.Run(ConvolutionKernels.Compute, turned, way, KernelParts.Forward, seed);

                Assert.Equal(KernelParts.Forward, outputs.Wrong);
                Assert.Equal(KernelParts.Forward, inputs.Wrong);
                Assert.Equal(KernelParts.Forward, right.Right);
            }
        }
    }

    [Fact]
    public void WhatLibtorchRefusesIsWrong()
    {
        KernelVerdict found = ConvolutionTrial.Run(
            (_, _, _, _, _) => throw new System.Runtime.InteropServices.ExternalException("could not create a primitive"), Shapes.OfEachKind[0], Fp32, KernelParts.All);

        Assert.Equal((KernelParts.None, KernelParts.All), (found.Right, found.Wrong));
    }

    [Fact]
    public void ComputesNoGradientThatNobodyAskedFor()
    {
        bool? grad = null;
        ConvolutionTrial.Run(
            (shape, way, input, weight, bias) =>
            {
                grad = is_grad_enabled() || input.requires_grad;
                return ConvolutionKernels.Compute(shape, way, input, weight, bias);
            },
            Shapes.OfEachKind[1],
            new ConvolutionWay(ConvolutionMethod.Convolution, NumericPrecision.Single, MemoryLayout.ChannelsFirst),
            KernelParts.Forward);

        Assert.False(grad);
    }

    /// <summary>The last inputs are passed over.</summary>
    private static Tensor WithoutInputs(ConvolutionShape shape, ConvolutionWay way, Tensor input, Tensor weight, Tensor? bias)
    {
        int left = shape.Inputs - 16;
        return ConvolutionKernels.Compute(shape with { Inputs = left }, way, input.narrow(1, 0, left), weight.narrow(1, 0, left), bias);
    }
}
