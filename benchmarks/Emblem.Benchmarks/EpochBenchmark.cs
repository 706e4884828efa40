using System.Diagnostics;
using System.Globalization;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Models;
using Emblem.Training;

namespace Emblem.Benchmarks;

/// <summary>Real pictures through the whole loop, and the same pictures through the loader alone: the share that is not the network's.</summary>
internal sealed class EpochBenchmark() : Benchmark("epoch", "How long is an epoch on real pictures, and how much of it is the loader?")
{
    /// <param name="arguments">A folder with one subfolder a class, network (resnet34), side (320), batch (16), batches an epoch (4).</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        string folder = arguments.ElementAtOrDefault(0) ?? throw new ArgumentException("Expected a folder with one subfolder a class; got nothing.");
        Architecture architecture = Architectures.Find(arguments.ElementAtOrDefault(1) ?? "resnet34");
        int size = Number(arguments, 2, 320);
        int batch = Number(arguments, 3, 16);
        int batches = Number(arguments, 4, 4);
        ImageData data = ImageFolder.Open(folder).LabelByFolder().SplitRandomly(0.2).ToBatches(new() { ImageSize = size, BatchSize = batch });
        using Learner learner = Learner.ForClassification(data, architecture, options: new() { Compute = ComputeOptions.OwnProcess.Resolve() });
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {learner.Compute}: {architecture}, {size} px, {batches} batches of {batch} of {Path.GetFileName(folder)}\n"));
        await output.WriteLineAsync("| | pictures/s | CPU s | loader's share of the CPU |\n|---|---|---|---|");

        Load(learner, batches);
        (double _, double loader) = Time(() => Load(learner, batches));
        var plan = new FitPlan(batches, [.. Enumerable.Repeat(1e-4, learner.GroupCount)], _ => 1, _ => 0.9);
        // Without validation: what is timed is training. The first pass warms up, and fills the cache of pictures.
        for (int pass = 0; pass < 2; pass++)
        {
            TrainingLoop loop = learner.Loop([]);
            (double seconds, double cpu) = Time(() => loop.Run(
                plan, new FitContext(learner, pass, 1, batches), learner.Position, learner.Random, () => Validation.None, default));
            if (pass == 1)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| epoch | {batches * batch / seconds:F2} | {cpu:F1} | {loader / cpu:P1} |"));
        }
    }

    private static void Load(Learner learner, int batches)
    {
        foreach (Batch batch in learner.Training.Epoch(1, default).Take(batches))
            batch.Dispose();
    }

    private static (double Seconds, double Cpu) Time(Action work)
    {
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long began = Stopwatch.GetTimestamp();
        work();
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
    }

    private static int Number(IReadOnlyList<string> arguments, int at, int standard) =>
        arguments.Count > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : standard;
}
