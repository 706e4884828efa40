using System.CommandLine;
using Emblem.Cli.Commands;
using Emblem.Cli.Runs;
using Emblem.Compute;
using Emblem.Tests.Support;

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
        using var folder = new TemporaryFolder();
        string file = folder.Create("options.json");
        new RunOptions { Data = "pictures", Compute = Read("--threads 3 --device cpu").Resolve() }.Write(file);

        ComputePlan plan = RunOptions.Read(file).Compute;

        Assert.DoesNotContain("tensor_memory", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal((3, TensorMemory.Pooled), (plan.AsOptions.Threads, plan.AsOptions.TensorMemory));
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
