using System.Globalization;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using AdamW = Emblem.Training.Optimizers.AdamW;

namespace Emblem.Benchmarks;

/// <summary>AdamW over a network's parameters, with gradients that are the parameters' own values: the time depends on no value.</summary>
internal sealed class OptimizerBenchmark() : Benchmark("optimizer", "How much faster is AdamW in one pass than by torch's operations?")
{
    private const double Rate = 1e-4;
    private const double Momentum = 0.9;
    private const double Decay = 0.01;

    /// <param name="arguments">Network (resnet34) and rounds (20).</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        string name = arguments.ElementAtOrDefault(0) ?? "resnet34";
        int rounds = int.Parse(arguments.ElementAtOrDefault(1) ?? "20", CultureInfo.InvariantCulture);
        using ComputeLease process = ComputeOptions.OwnProcess.Resolve().Lease();
        using TransferModel model = TransferModel.Create(Architectures.Find(name), 2, HeadChoice.FastAi(), new RandomSource(1));
        Parameter[] parameters = [.. model.parameters()];
        using var fused = new AdamW([parameters], Decay);
        using var plain = new PlainAdamW(parameters, Decay);
        double[] rates = [Rate];
        // Gradients are put there outside the time that counts.
        var seconds = (Plain: new List<double>(), Fused: new List<double>());
        for (int round = 0; round <= rounds; round++)
        {
            seconds.Plain.Add(Time(parameters, () => plain.Step(Rate, Momentum)));
            seconds.Fused.Add(Time(parameters, () => fused.Step(rates, Momentum)));
        }

        (double slow, double fast) = (Medians.Of([.. seconds.Plain.Skip(1)]), Medians.Of([.. seconds.Fused.Skip(1)]));
        long values = parameters.Sum(parameter => parameter.numel());
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {CpuFeatures.Here}, {NativeRuntime.Threads} threads: {name}, {values / 1e6:F1} million parameters, medians of {rounds} by turns\n"));
        await output.WriteLineAsync("| torch's operations | one pass | times as fast |\n|---|---|---|");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {1000 * slow:F1} ms | {1000 * fast:F1} ms | {slow / fast:F2} |"));
    }

    private static double Time(IReadOnlyList<Parameter> parameters, Action step)
    {
        using var scope = NewDisposeScope();
        foreach (Parameter parameter in parameters)
            parameter.grad = parameter.detach().clone();
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        step();
        return System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
