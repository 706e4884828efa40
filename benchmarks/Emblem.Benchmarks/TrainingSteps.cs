using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Emblem.Compute;
using Emblem.Compute.Kernels;
using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Optimizers;
using static TorchSharp.torch;

namespace Emblem.Benchmarks;

/// <summary>
/// Training steps on noise, forward to optimizer, one dispose scope each. Every row runs in a process of its own, so that peaks of memory and
/// what an allocator keeps are its own too.
/// </summary>
/// <param name="Architecture">The network's name.</param>
/// <param name="Size">Side of the pictures.</param>
/// <param name="BatchSize">Pictures a step.</param>
/// <param name="Steps">Timed steps, after one that is not.</param>
internal sealed record TrainingSteps(string Architecture, int Size, int BatchSize, int Steps)
{
    /// <summary>The first argument of a process that runs a row; no benchmark has this name.</summary>
    public const string Row = "row";

    private const double Rate = 1e-4;
    private const double Momentum = 0.9;
    private const double Decay = 0.01;

    /// <summary>From the arguments of a benchmark: network, side, pictures, steps.</summary>
    public static TrainingSteps From(IReadOnlyList<string> arguments) => new(
        arguments.ElementAtOrDefault(0) ?? "resnet34",
        Number(arguments.ElementAtOrDefault(1), 320),
        Number(arguments.ElementAtOrDefault(2), 16),
        Number(arguments.ElementAtOrDefault(3), 3));

    /// <summary>Measures a row in a new process.</summary>
    public async Task<StepFigures> MeasureAsync(StepSetup setup)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Row, JsonSerializer.Serialize(this), JsonSerializer.Serialize(setup)])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<StepFigures>(answer)!
            : throw new InvalidOperationException($"The row '{setup.Name}' ended with {process.ExitCode}: {answer}");
    }

    /// <summary>Runs a row in this process; the answer is what <see cref="MeasureAsync"/> reads.</summary>
    public static string RunRow(IReadOnlyList<string> arguments) => JsonSerializer.Serialize(
        JsonSerializer.Deserialize<TrainingSteps>(arguments[0])!.Run(JsonSerializer.Deserialize<StepSetup>(arguments[1])!));

    private StepFigures Run(StepSetup setup)
    {
        ComputePlan plan = (ComputeOptions.OwnProcess with
        {
            Device = DeviceKind.Cpu,
            Precision = setup.Precision,
            Layout = setup.Layout,
            TensorMemory = setup.KeepsMemory ? TensorMemory.Pooled : TensorMemory.System,
        }).Resolve();
        using ComputeLease process = plan.Lease();
        using FlushedDenormals? flushed = setup.FlushesDenormals ? FlushedDenormals.OnThisThread() : null;
        using var noise = new Generator(1, CPU);
        using Tensor inputs = randn([BatchSize, 3, Size, Size], generator: noise);
        using Tensor targets = tensor([.. Enumerable.Range(0, BatchSize).Select(i => (long)(i % 2))]);
        long before = ProcessFigures.Resident;

        using TransferModel model = TransferModel.Create(Architectures.Find(Architecture), 2, HeadChoice.FastAi(), new RandomSource(1));
        model.Use(plan, new KernelSelection(checks: false, KernelOf(setup)));
        model.FreezeBefore(setup.LearnsFrom, setup.FrozenNorm);
        // Only the one that is used: each keeps two tensors as large as the weights.
        using AdamW? fused = setup.FusedOptimizer ? new AdamW(model.ParametersByGroup(trainable: true), Decay) : null;
        using PlainAdamW? plain = setup.FusedOptimizer ? null : new PlainAdamW([.. model.parameters().Where(parameter => parameter.requires_grad)], Decay);
        double[] rates = [.. model.Groups.Select(_ => Rate)];
        using Tensor? features = setup.KeepsFeatures ? Features(model, inputs) : null;
        Func<Tensor> forward = features is null ? () => model.forward(inputs) : () => model.Head.forward(features);
        Action step = fused is null ? () => plain!.Step(Rate, Momentum) : () => fused.Step(rates, Momentum);
        (double Seconds, double Cpu, double Faults, double Loss)[] taken =
            [.. Enumerable.Range(0, Steps + 1).Select(_ => Time(() => Step(model, forward, targets, step)))];
        return new StepFigures(
            Medians.Of([.. taken.Skip(1).Select(time => time.Seconds)]),
            Medians.Of([.. taken.Skip(1).Select(time => time.Cpu)]),
            (ProcessFigures.PeakResident - before) / 1e6,
            Medians.Of([.. taken.Skip(1).Select(time => time.Faults)]),
            taken[^1].Loss);
    }

    private static ConvolutionKernel? KernelOf(StepSetup setup) => setup.Pointwise is not { } method ? null
        : (shape, way, input, weight, bias) => ConvolutionKernels.Compute(shape, shape.IsPointwise ? way with { Method = method } : way, input, weight, bias);

    private static Tensor Features(TransferModel model, Tensor inputs)
    {
        using var quiet = no_grad();
        model.eval();
        return model.Extract(inputs);
    }

    private static double Step(TransferModel model, Func<Tensor> forward, Tensor targets, Action step)
    {
        using var scope = NewDisposeScope();
        model.train();
        Tensor loss = nn.functional.cross_entropy(forward(), targets);
        loss.backward();
        step();
        return loss.item<float>();
    }

    private static (double Seconds, double Cpu, double Faults, double Loss) Time(Func<double> work)
    {
        long faults = ProcessFigures.PageFaults;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long began = Stopwatch.GetTimestamp();
        double loss = work();
        return (
            Stopwatch.GetElapsedTime(began).TotalSeconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            ProcessFigures.PageFaults - faults,
            loss);
    }

    private static int Number(string? text, int standard) => text is null ? standard : int.Parse(text, CultureInfo.InvariantCulture);
}
