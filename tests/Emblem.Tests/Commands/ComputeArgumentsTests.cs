using System.CommandLine;
using Emblem.Cli.Commands;
using Emblem.Cli.Runs;
using Emblem.Compute;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Commands;

public sealed class ComputeArgumentsTests
{
    [Fact]
    public void TheCommandHasItsProcessToItself()
    {
        ComputeOptions options = Read("");

        Assert.Equal((ComputeOptions.OwnProcess.Threads, TensorMemory.Pooled), (options.Threads, options.TensorMemory));
        Assert.NotNull(options.Threads);
        Assert.Equal((3, TensorMemory.Pooled), (Read("--threads 3").Threads, Read("--threads 3").TensorMemory));
    }

    [Theory]
    [InlineData("", NumericPrecision.Auto, DeviceKind.Auto)]
    [InlineData("--precision fp32", NumericPrecision.Single, DeviceKind.Auto)]
    [InlineData("--precision bf16 --device cpu", NumericPrecision.BFloat16, DeviceKind.Cpu)]
    [InlineData("--precision auto --device cuda", NumericPrecision.Auto, DeviceKind.Cuda)]
    [InlineData("--device auto", NumericPrecision.Auto, DeviceKind.Auto)]
    public void PrecisionAndDeviceAreRead(string line, NumericPrecision precision, DeviceKind device) =>
        Assert.Equal((precision, device), (Read(line).Precision, Read(line).Device));

    [Fact]
    public void PredictionIsInFp32UnlessAskedOtherwise()
    {
        var arguments = ComputeArguments.ForPrediction();
        var command = new Command("predict");
        foreach (Option option in arguments.All)
            command.Options.Add(option);

        Assert.Equal(NumericPrecision.Single, arguments.Read(command.Parse("")).Precision);
        Assert.Equal(NumericPrecision.BFloat16, arguments.Read(command.Parse("--precision bf16")).Precision);
    }

    [Theory]
    [InlineData("--precision fp16", "--precision takes auto, fp32 or bf16, got 'fp16'.")]
    [InlineData("--device tpu", "--device takes auto, cpu or cuda, got 'tpu'.")]
    [InlineData("--threads 0", "--threads takes a whole number from 1 to 1024, got '0'.")]
    public void WhatIsNoneIsRefused(string line, string message)
    {
        var command = new Command("train");
        foreach (Option option in ComputeArguments.ForTraining().All)
            command.Options.Add(option);

        Assert.Equal(message, Assert.Single(command.Parse(line).Errors).Message);
    }

    [Fact]
    public void ARunsOptionsSayNothingOfMemoryAndComeBackPooled()
    {
        using var drawn = new DrawnClasses(each: 2);
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head) with { Compute = Read("--threads 3 --device cpu").Resolve() };
        plan.Write();

        TrainingPlan read = RunVerb.Own(TrainingPlan.Read(plan.Folder));

        Assert.DoesNotContain("tensor_memory", File.ReadAllText(plan.Folder.Options), StringComparison.Ordinal);
        Assert.Equal((3, TensorMemory.Pooled, true), (read.Compute.Threads, read.Compute.TensorMemory, read.KeepsThumbnails));
    }

    private static ComputeOptions Read(string line)
    {
        var arguments = ComputeArguments.ForTraining();
        var command = new Command("train");
        foreach (Option option in arguments.All)
            command.Options.Add(option);
        return arguments.Read(command.Parse(line));
    }
}
