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
