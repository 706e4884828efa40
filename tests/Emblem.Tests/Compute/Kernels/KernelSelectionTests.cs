using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Foundation;
using Emblem.PlantedFaults;
using Emblem.Tests.Support;
using static TorchSharp.torch;

namespace Emblem.Tests.Compute.Kernels;

public sealed class KernelSelectionTests
{
    private static readonly ConvolutionShape Pointwise = Shapes.OfEachKind[3];
    private static readonly ConvolutionShape Spatial = Shapes.OfEachKind[1];

    [Theory]
    [InlineData("factor=convolution,bf16")]
    [InlineData("block=convolution,bf16")]
    [InlineData("nan=convolution,bf16")]
    [InlineData("input-gradient=convolution,bf16")]
    [InlineData("weight-gradient=convolution,bf16")]
    public void AWrongKernelIsReplacedAndSaid(string fault)
    {
        var notes = new List<string>();
        KernelSelection kernels = Make(fault, notes: notes);

        ConvolutionWay way = kernels.Choose(Spatial, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast, KernelParts.All);
        kernels.Choose(Spatial, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast, KernelParts.All);

        Assert.Equal(new ConvolutionWay(ConvolutionMethod.Convolution, NumericPrecision.Single, MemoryLayout.ChannelsLast), way);
        string note = Assert.Single(notes);
        Assert.Contains(Spatial.ToString(), note, StringComparison.Ordinal);
        Assert.Contains("it is computed by oneDNN's convolution in fp32 with channels last", note, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyThePartsThatAreNeededDecide()
    {
        KernelSelection kernels = Make("input-gradient=convolution,bf16");

        ConvolutionWay forward = kernels.Choose(Spatial, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast, KernelParts.Forward);
        ConvolutionWay all = kernels.Choose(Spatial, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast, KernelParts.All);

        Assert.Equal(NumericPrecision.BFloat16, forward.Precision);
        Assert.Equal(NumericPrecision.Single, all.Precision);
    }

    [Fact]
    public void WhereEveryWayIsWrongNothingIsComputed()
    {
        KernelSelection kernels = Make("factor");

        EmblemException fault = Assert.Throws<EmblemException>(() => kernels.Choose(Spatial, NumericPrecision.Single, MemoryLayout.ChannelsFirst, KernelParts.Forward));

        Assert.Contains(Spatial.ToString(), fault.Message, StringComparison.Ordinal);
        Assert.Contains("CheckKernels", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutTheCheckTheFirstWayIsTaken()
    {
        int computed = 0;
        var kernels = new KernelSelection(false, Counting(ConvolutionKernels.Compute, () => computed++), new KernelAnswers(null));

        kernels.Choose(Spatial, NumericPrecision.Single, MemoryLayout.ChannelsFirst, KernelParts.All);

        Assert.Equal(0, computed);
    }

    [Fact]
    public void AnswersAreRememberedByAFile()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Create("answers.jsonl");
        int computed = 0;
        ConvolutionKernel kernel = Counting(PlantedFault.Around(ConvolutionKernels.Compute, PlantedFault.Parse("factor=convolution,bf16")), () => computed++);

        ConvolutionWay first = new KernelSelection(true, kernel, new KernelAnswers(file)).Choose(Spatial, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast, KernelParts.All);
        int tried = computed;
        File.AppendAllText(file, "{\"shape\": torn");
        ConvolutionWay second = new KernelSelection(true, kernel, new KernelAnswers(file)).Choose(Spatial, NumericPrecision.BFloat16, MemoryLayout.ChannelsLast, KernelParts.All);

        Assert.Equal(first, second);
        Assert.True(tried > 1);
        Assert.Equal(tried, computed);
    }

    [Fact]
    public void WhatEndedAProcessIsNotTriedAgain()
    {
        var answers = new KernelAnswers(null);
        ConvolutionWay planned = ConvolutionWay.For(Spatial, NumericPrecision.Single, MemoryLayout.ChannelsFirst)[0];
        answers.Add(new KernelAnswer(Spatial, planned, NativeRuntime.Threads, KernelParts.None, KernelParts.None) { Crashes = true });
        var used = new List<ConvolutionWay>();
        var kernels = new KernelSelection(
            true,
            (shape, way, input, weight, bias) =>
            {
                used.Add(way);
                return ConvolutionKernels.Compute(shape, way, input, weight, bias);
            },
            answers);

        Assert.NotEqual(planned, kernels.Choose(Spatial, NumericPrecision.Single, MemoryLayout.ChannelsFirst, KernelParts.Forward));
        Assert.DoesNotContain(planned, used);
    }

    [Fact]
    public void AFileThatCannotBeWrittenCostsNothingButTime()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Create("taken"), "");
        var answers = new KernelAnswers(Path.Combine(folder.Create("taken"), "answers.jsonl"));

        var kernels = new KernelSelection(true, ConvolutionKernels.Compute, answers);

        Assert.Equal(MemoryLayout.ChannelsFirst, kernels.Choose(Spatial, NumericPrecision.Single, MemoryLayout.ChannelsFirst, KernelParts.Forward).Layout);
    }

    [Fact]
    public void OtherWaysGiveWhatWasAskedFor()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        var sample = new ConvolutionSample(Pointwise);
        Tensor input = sample.InputTensor(NumericPrecision.BFloat16, MemoryLayout.ChannelsLast);
        Tensor weight = sample.WeightTensor(MemoryLayout.ChannelsLast);

        Tensor result = Make("factor=bf16").Compute(Pointwise, NumericPrecision.BFloat16, input, weight, null);

        Assert.Equal(ScalarType.BFloat16, result.dtype);
        Assert.True(MemoryOrder.IsChannelsLast(result));
    }

    private static KernelSelection Make(string fault, List<string>? notes = null) => new(
        true, PlantedFault.Around(ConvolutionKernels.Compute, PlantedFault.Parse(fault)), new KernelAnswers(null))
    {
        Notes = sentence => notes?.Add(sentence),
    };

    private static ConvolutionKernel Counting(ConvolutionKernel kernel, Action count) => (shape, way, input, weight, bias) =>
    {
        count();
        return kernel(shape, way, input, weight, bias);
    };
}
