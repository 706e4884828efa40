using System.Diagnostics;
using System.Globalization;
using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Optimizers;
using static TorchSharp.torch;

namespace Emblem.Benchmarks;

/// <summary>
/// A network's convolutions are tried before they are first computed, and looked up ever after. The trials are measured as what the first step takes
/// longer than an unchecked one, with nothing remembered; looking up by itself, since no two steps are equal to the microsecond.
/// </summary>
internal sealed class KernelChecksBenchmark() : Benchmark("kernel-checks", "What does it cost to try the kernels before they are used?")
{
    private const int Repeats = 5;
    private const int LookUps = 100_000;
    private const double Rate = 1e-6;
    private const double Decay = 0.01;

    /// <param name="arguments">Network (resnet34), side (224), batch (32).</param>
    /// <param name="output">Gets the table.</param>
    public override Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        string architecture = arguments.ElementAtOrDefault(0) ?? "resnet34";
        int side = int.Parse(arguments.ElementAtOrDefault(1) ?? "224", CultureInfo.InvariantCulture);
        int batch = int.Parse(arguments.ElementAtOrDefault(2) ?? "32", CultureInfo.InvariantCulture);
        output.WriteLine($"{architecture} at {side}, batch of {batch}, {Processor.Here}");
        output.WriteLine();
        output.WriteLine("| precision | unchecked step | first step longer by | convolutions | looking up, of a step |");
        output.WriteLine("|---|---|---|---|---|");
        NumericPrecision[] precisions = CpuFeatures.Here.HasBFloat16 ? [NumericPrecision.Single, NumericPrecision.BFloat16] : [NumericPrecision.Single];
        foreach (NumericPrecision precision in precisions)
            output.WriteLine(Measure(architecture, side, batch, (ComputeOptions.OwnProcess with { Device = DeviceKind.Cpu, Precision = precision }).Resolve()));
        return Task.CompletedTask;
    }

    private static string Measure(string architecture, int side, int batch, ComputePlan plan)
    {
        using ComputeLease process = plan.Lease();
        using var noise = new Generator(1, CPU);
        using Tensor inputs = randn([batch, 3, side, side], generator: noise);
        using Tensor targets = tensor([.. Enumerable.Range(0, batch).Select(i => (long)(i % 2))]);
        using TransferModel model = TransferModel.Create(Architectures.Find(architecture), 2, HeadChoice.FastAi(), new RandomSource(1));
        using var optimizer = new AdamW(model.ParametersByGroup(trainable: true), Decay);
        var computed = new List<(ConvolutionShape Shape, ConvolutionWay Way)>();
        var counting = new KernelSelection(checks: false, (shape, way, input, weight, bias) =>
        {
            computed.Add((shape, way));
            return ConvolutionKernels.Compute(shape, way, input, weight, bias);
        });
        double Step(KernelSelection kernels)
        {
            model.Use(plan, kernels);
            long began = Stopwatch.GetTimestamp();
            using var scope = NewDisposeScope();
            model.train();
            nn.functional.cross_entropy(model.forward(inputs), targets).backward();
            optimizer.Step([.. model.Groups.Select(_ => Rate)], 0.9);
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        Step(counting);
        (double Unchecked, double First)[] steps = [.. Enumerable.Range(0, Repeats).Select(_ => (
            Step(new KernelSelection(checks: false)),
            Step(new KernelSelection(checks: true, answers: new KernelAnswers(null)))))];
        double plain = Medians.Of([.. steps.Select(step => step.Unchecked)]);
        double longer = Medians.Of([.. steps.Select(step => step.First)]) - plain;
        double lookUp = computed.Count * SecondsOfALookUp(computed[0].Shape, computed[0].Way) / plain;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {plan.Precision} | {plain:0.00} s | {longer:0.00} s | {computed.Count} | {lookUp:0.0000%} |");
    }

    private static double SecondsOfALookUp(ConvolutionShape shape, ConvolutionWay way)
    {
        var kernels = new KernelSelection(checks: true);
        kernels.Choose(shape, way.Precision, way.Layout, KernelParts.Forward);
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < LookUps; i++)
            kernels.Choose(shape, way.Precision, way.Layout, KernelParts.Forward);
        return Stopwatch.GetElapsedTime(began).TotalSeconds / LookUps;
    }
}
