using System.Diagnostics;
using System.Globalization;
using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Training.Distributed;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Emblem.Benchmarks.Ranked;

/// <summary>The baseline is torch's batch norm, forward and back, on the maps of ResNet-34 at 224 px; against it the passes of one whose statistics are of all ranks, without the exchange.</summary>
internal sealed class RankNormsBenchmark() : Benchmark("rank-norms", "What do batch norms of all ranks cost besides the exchange?")
{
    private static readonly (int Channels, int Side)[] Maps = [(64, 112), (64, 56), (128, 28), (256, 14), (512, 7)];

    /// <param name="arguments">Pictures (16), threads (1) and rounds (9).</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        (int pictures, int threads, int rounds) = (Number(0, 16), Number(1, 1), Number(2, 9));
        ComputePlan plan = (ComputeOptions.OwnProcess with { Threads = threads }).Resolve();
        using ComputeLease process = plan.Lease();
        using var ranks = new Ranks(new LoneLink());
        await output.WriteLineAsync($"{pictures} pictures, {threads} threads, medians of {rounds}\n\n| map | numbers | torch, ms | ours, ms | times as fast |\n|---|---|---|---|---|");
        foreach ((int channels, int side) in Maps)
        {
            foreach (ScalarType type in (ScalarType[])[ScalarType.BFloat16, ScalarType.Float32])
            {
                using BatchNorm2d norm = nn.BatchNorm2d(channels);
                using Tensor values = MemoryOrder.ChannelsLast(randn([pictures, channels, side, side]).to_type(type)).requires_grad_();
                using Tensor gradients = MemoryOrder.ChannelsLast(randn([pictures, channels, side, side]).to_type(type));
                double torchs = Median(rounds, () => Pass(norm.call, values, gradients));
                double ours = Median(rounds, () => Pass(given => SharedNorm.Of(given, norm, ranks, 1, new BackwardFaults()), values, gradients));
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"| {channels} × {side} × {side} | {(type == ScalarType.BFloat16 ? "bf16" : "fp32")} | {torchs * 1e3:F2} | {ours * 1e3:F2} | {torchs / ours:F2} |"));
            }
        }

        int Number(int at, int usual) => arguments.Count > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : usual;
    }

    private static void Pass(Func<Tensor, Tensor> norm, Tensor values, Tensor gradients)
    {
        using var scope = NewDisposeScope();
        norm(values).backward([gradients]);
        values.grad?.zero_();
    }

    private static double Median(int rounds, Action work)
    {
        work();
        return Medians.Of([.. Enumerable.Range(0, rounds).Select(_ =>
        {
            long began = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        })]);
    }
}
