using System.Text.Json;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Tests.Shared;

namespace Emblem.Tests.Compute;

/// <summary>What is left open is settled by a rule that depends on nothing but the machine.</summary>
public sealed class ComputeOptionsTests
{
    private const string NoCuda = "no card";
    private const int TorchsThreads = 6;
    private static readonly CpuFeatures Plain = new(Avx2: true, Avx512: false, Avx512BFloat16: false, AmxBFloat16: false);
    private static readonly CpuFeatures Fast = new(Avx2: true, Avx512: true, Avx512BFloat16: true, AmxBFloat16: false);

    [Fact]
    public void WithoutBf16InTheProcessorItIsFp32ChannelsFirst()
    {
        ComputePlan plan = Resolve(new(), Plain);

        Assert.Equal((DeviceKind.Cpu, NumericPrecision.Single, MemoryLayout.ChannelsFirst), (plan.Device, plan.Precision, plan.Layout));
        Assert.Equal(["avx2"], plan.CpuFeatures);
        Assert.Equal("cpu, fp32, channels first, 3 threads (avx2; bf16 would be emulated)", (plan with { Threads = 3 }).ToString());
    }

    [Fact]
    public void WithBf16InTheProcessorItIsTakenWithChannelsLast()
    {
        ComputePlan plan = Resolve(new(), Fast);

        Assert.Equal((NumericPrecision.BFloat16, MemoryLayout.ChannelsLast), (plan.Precision, plan.Layout));
        Assert.Equal("cpu, bf16 with fp32 master weights, channels last, 1 thread (avx2, avx512f, avx512_bf16)", (plan with { Threads = 1 }).ToString());
    }

    [Fact]
    public void WhatIsAskedForIsTaken()
    {
        ComputePlan plan = Resolve(new() { Precision = NumericPrecision.BFloat16, Layout = MemoryLayout.ChannelsFirst, Threads = 5 }, Plain);

        Assert.Equal((NumericPrecision.BFloat16, MemoryLayout.ChannelsFirst, 5), (plan.Precision, plan.Layout, plan.Threads));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", null)]
    [InlineData("2,1", null)]
    [InlineData(null, null)]
    public void AProgramAloneInItsProcessTakesOpenMPsOwnSettingOrThePhysicalCores(string? omp, int? expected)
    {
        using var variable = new TemporaryVariable("OMP_NUM_THREADS", omp);

        ComputePlan plan = Resolve(ComputeOptions.OwnProcess, Plain);

        Assert.Equal((expected ?? PhysicalCores.Count, true), (plan.Threads, plan.SetsThreads));
        Assert.Equal(TensorMemory.Pooled, plan.TensorMemory);
    }

    [Fact]
    public void NothingOfTheProcessIsTakenUnlessItIsAskedFor()
    {
        ComputePlan plan = Resolve(new(), Plain);

        Assert.Equal((TorchsThreads, false), (plan.Threads, plan.SetsThreads));
        Assert.Equal(TensorMemory.System, plan.TensorMemory);
    }

    [Fact]
    public void AWrittenPlanKeepsToItsThreadsAndSaysNothingOfMemory()
    {
        string text = JsonSerializer.Serialize(Resolve(new() { TensorMemory = TensorMemory.Pooled }, Plain));

        ComputePlan again = JsonSerializer.Deserialize<ComputePlan>(text)!;

        Assert.DoesNotContain("Memory", text, StringComparison.Ordinal);
        Assert.Equal((TorchsThreads, true), (again.Threads, again.SetsThreads));
    }

    [Fact]
    public void AutoTakesACardThatIsThere() =>
        Assert.Equal((DeviceKind.Cuda, NumericPrecision.BFloat16), Of(new ComputeOptions().Resolve(Plain, () => TorchsThreads, () => null)));

    [Fact]
    public void ProcessorIsTakenWithoutLookingForACard() =>
        Assert.Equal(
            (DeviceKind.Cpu, NumericPrecision.Single),
            Of(new ComputeOptions { Device = DeviceKind.Cpu }.Resolve(Plain, () => TorchsThreads, () => throw new InvalidOperationException("looked"))));

    [Fact]
    public void CardThatIsNotThereIsAnErrorThatSaysWhatToInstall()
    {
        Assert.SkipWhen(CudaRuntime.Missing() is null, "A CUDA card can be used here.");
        EmblemException fault = Assert.Throws<DeviceUnavailableException>(() => new ComputeOptions { Device = DeviceKind.Cuda }.Resolve());

        Assert.Contains("libtorch-cuda-12.8-linux-x64", fault.Message, StringComparison.Ordinal);
        Assert.Contains("device cpu", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoThreadsAreAnError() =>
        Assert.Contains("0 threads", Assert.Throws<EmblemException>(() => Resolve(new() { Threads = 0 }, Plain)).Message, StringComparison.Ordinal);

    private static (DeviceKind Device, NumericPrecision Precision) Of(ComputePlan plan) => (plan.Device, plan.Precision);

    private static ComputePlan Resolve(ComputeOptions options, CpuFeatures cpu) => options.Resolve(cpu, () => TorchsThreads, () => NoCuda);
}
