using System.Globalization;
using Emblem.Compute;

namespace Emblem.Benchmarks.Ranked;

/// <summary>
/// The baseline is one process with two threads. Against it two processes of a thread each, on one machine, which exchange through its memory; then over a network
/// of several bandwidths, where the time of a step is compared with <see cref="StepTimeModel"/>. Rounds go by turns.
/// </summary>
internal sealed class RanksTrainBenchmark() : Benchmark("ranks-train", "What do processes give a training step, against threads, and what does a network take?")
{
    private static readonly double[] Bandwidths = [10e9, 2e9, 1e9, 0.5e9];

    /// <param name="arguments">Network (resnet34), side (224), batch (32), steps (4), rounds (3), and <c>network</c> for the second table.</param>
    /// <param name="output">Gets the tables.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        string[] numbers = [.. arguments.Where(argument => argument != "network")];
        var steps = new RankedSteps(numbers.ElementAtOrDefault(0) ?? "resnet34", Number(1, 224), Number(2, 32), Number(3, 4), Threads: 2);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {CpuFeatures.Here}: {steps.Architecture}, {steps.Size} px, batch {steps.BatchSize}, medians of {steps.Steps} steps, all norms learn\n"));
        if (arguments.Contains("network"))
            await OverNetworkAsync(steps with { Threads = 1 }, output);
        else
            await AgainstThreadsAsync(steps, Number(4, 3), output);

        int Number(int at, int usual) => numbers.Length > at ? int.Parse(numbers[at], CultureInfo.InvariantCulture) : usual;
    }

    private static async Task AgainstThreadsAsync(RankedSteps steps, int rounds, TextWriter output)
    {
        var alone = new List<RankedFigures>();
        var shared = new List<RankedFigures>();
        var apart = new List<RankedFigures>();
        for (int round = 0; round < rounds; round++)
        {
            alone.Add(await steps.MeasureAsync());
            shared.Add(await (steps with { Threads = 1 }).MeasureAsync("mpirun", "-n", "2", "--bind-to", "core"));
            apart.Add(await (steps with { Threads = 1, NormsPerRank = true }).MeasureAsync("mpirun", "-n", "2", "--bind-to", "core"));
        }

        double baseline = Medians.Of([.. alone.Select(found => found.Seconds)]);
        await output.WriteLineAsync("| processes × threads | pictures/s | of the baseline's | waiting | MB a step | loss |");
        await output.WriteLineAsync("|---|---|---|---|---|---|");
        foreach ((string name, List<RankedFigures> found) in ((string, List<RankedFigures>)[])[("1 × 2", alone), ("2 × 1", shared), ("2 × 1, norms per rank", apart)])
        {
            double seconds = Medians.Of([.. found.Select(one => one.Seconds)]);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} ({found[0].Carrier}) | {steps.BatchSize / seconds:F2} | {baseline / seconds:F2} | {found.Average(one => one.Waiting):P0} | {found[0].Bytes / 1e6:F0} | {found[0].Loss:F4} |"));
        }
    }

    private static async Task OverNetworkAsync(RankedSteps steps, TextWriter output)
    {
        if (RankNetwork.Missing is { } missing)
        {
            await output.WriteLineAsync($"SKIPPED: {missing}.");
            return;
        }

        // What a rank computes is what the two take where bytes cost nothing: the same cores, caches and memory.
        RankedFigures free = await steps.MeasureAsync("mpirun", "-n", "2", "--bind-to", "core");
        double compute = free.Seconds * (1 - free.Waiting);
        var model = new StepTimeModel(compute, free.Bytes);
        await output.WriteLineAsync("| bandwidth each way | step, s | by the model, s | measured / model | waiting |");
        await output.WriteLineAsync("|---|---|---|---|---|");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| memory | {free.Seconds:F2} | - | - | {free.Waiting:P0} |"));
        using var network = new RankNetwork();
        foreach (double bandwidth in Bandwidths)
        {
            network.Limit(bandwidth);
            RankedFigures found = await steps.MeasureAsync(network.Starter);
            double expected = model.StepOf(2, bandwidth, latency: 50e-6, exchanges: 76);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"| {bandwidth / 1e9} Gbit/s | {found.Seconds:F2} | {expected:F2} | {found.Seconds / expected:F2} | {found.Waiting:P0} |"));
        }
    }
}
