using Emblem.Compute;
using Emblem.Compute.Kernels;

namespace Emblem.Benchmarks;

/// <summary>
/// The baseline is what TorchSharp gives a careful user: eager fp32, channels first, in-place ReLU, AdamW by torch's operations, one dispose
/// scope a step. Each row then changes one thing, and the last all of those that this processor gains by.
/// </summary>
internal sealed class TrainStepBenchmark() : Benchmark("train-step", "What does each lever give a training step?")
{
    private const string Emulated = "emulated";

    /// <param name="arguments">Network (resnet34), side (320), batch (16), steps (3), and <c>emulated</c> to time bf16 where it is.</param>
    /// <param name="output">Gets the table.</param>
    public override Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        bool bf16 = CpuFeatures.Here.HasBFloat16;
        var rows = new List<StepSetup>
        {
            new("baseline: fp32, channels first"),
            new("large tensors in memory of ours") { KeepsMemory = true },
            new("optimizer in one pass") { FusedOptimizer = true },
            new("denormals flushed") { FlushesDenormals = true },
            new("1×1 as matrix products") { Pointwise = ConvolutionMethod.Product },
            new("channels last") { Layout = MemoryLayout.ChannelsLast },
            new("channels last, 1×1 as matrix products") { Layout = MemoryLayout.ChannelsLast, Pointwise = ConvolutionMethod.Product },
        };
        if (bf16 || arguments.Contains(Emulated))
        {
            rows.Add(new("bf16") { Precision = NumericPrecision.BFloat16 });
            StepSetup interleaved = new("bf16, channels last, 1×1 as convolutions")
            {
                Precision = NumericPrecision.BFloat16,
                Layout = MemoryLayout.ChannelsLast,
                Pointwise = ConvolutionMethod.Convolution,
            };
            rows.Add(interleaved);
            rows.Add(interleaved with { Name = "bf16, channels last, 1×1 as matrix products", Pointwise = ConvolutionMethod.Product });
        }

        ComputePlan plan = ComputeOptions.OwnProcess.Resolve();
        rows.Add(new("all that is on by itself here")
        {
            KeepsMemory = true,
            FusedOptimizer = true,
            FlushesDenormals = true,
            Layout = plan.Layout,
            Precision = plan.Precision,
        });
        return StepTable.WriteAsync(TrainingSteps.From([.. arguments.Where(argument => argument != Emulated)]), rows, output);
    }
}
