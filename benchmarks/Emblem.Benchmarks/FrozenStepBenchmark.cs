using Emblem.Models;

namespace Emblem.Benchmarks;

/// <summary>
/// What frozen layers save. As in fast.ai the batch norms of frozen layers learn on, so the gradient has to pass through the whole body to the
/// first of them; only with those frozen too does nothing below the head work for it.
/// </summary>
internal sealed class FrozenStepBenchmark() : Benchmark("frozen-epoch", "How much faster are steps when layers are frozen?")
{
    /// <param name="arguments">Network (resnet34), side (320), batch (16), steps (3).</param>
    /// <param name="output">Gets the table.</param>
    public override Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var all = new StepSetup("baseline: everything learns") { FusedOptimizer = true, KeepsMemory = true };
        return StepTable.WriteAsync(
            TrainingSteps.From(arguments),
            [
                all,
                all with { Name = "head and batch norms learn, as in fast.ai", LearnsFrom = 2 },
                all with { Name = "last group and head learn, batch norms before rest", LearnsFrom = 1, FrozenNorm = FrozenBatchNorm.Freeze },
                all with { Name = "head learns", LearnsFrom = 2, FrozenNorm = FrozenBatchNorm.Freeze },
                all with { Name = "head learns from kept features", LearnsFrom = 2, FrozenNorm = FrozenBatchNorm.Freeze, KeepsFeatures = true },
            ],
            output);
    }
}
