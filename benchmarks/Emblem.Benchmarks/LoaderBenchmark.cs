using System.Diagnostics;
using System.Globalization;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Benchmarks;

/// <summary>
/// Whole epochs of training batches from a folder, files to tensors, augmented as fast.ai does: the first, which decodes, and those after it, from
/// the cache. Baseline: a plain loop that decodes a picture, changes it pass by pass with libtorch on all cores and stacks the batch.
/// </summary>
internal sealed class LoaderBenchmark() : Benchmark("loader", "How many pictures a second reach the network, by workers, first epoch and later.")
{
    private const int BatchSize = 16;
    private const int Rounds = 3;

    /// <param name="arguments">FOLDER with a folder a class, and, if wanted, SIZE (320).</param>
    /// <param name="output">Gets a table.</param>
    public override Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        NativeRuntime.EnsureLoaded();
        int size = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 320;
        ImageSplit split = ImageFolder.Open(arguments[0]).LabelByFolder()
            .SplitRandomly(0.1, seed: 1, options: new SplitOptions { KeepDuplicatesTogether = false });
        int pictures = split.Training.Count / BatchSize * BatchSize;
        int cores = get_num_threads();
        output.WriteLine($"{pictures} pictures at {size} px in batches of {BatchSize}; seconds are medians of {Rounds}, one warm-up before.");
        output.WriteLine("| way | pictures/s | pictures per CPU second | times the baseline |");
        output.WriteLine("|---|---|---|---|");
        Rate plain = Measure(() => MultiPassEpoch(split, size));
        output.WriteLine(Row($"multi-pass, {cores} threads", plain, pictures, plain));
        foreach (int workers in (int[])[0, 1, 2])
        {
            output.WriteLine(Row($"{workers} workers, first epoch", Measure(() => Epoch(Data(split, size, workers), 0)), pictures, plain));
            ImageData kept = Data(split, size, workers);
            int epoch = 0;
            output.WriteLine(Row($"{workers} workers, later epochs", Measure(() => Epoch(kept, epoch++)), pictures, plain));
        }

        return Task.CompletedTask;
    }

    private static ImageData Data(ImageSplit split, int size, int workers) =>
        split.ToBatches(new BatchOptions { ImageSize = size, BatchSize = BatchSize, Workers = workers });

    private static void Epoch(ImageData data, int epoch)
    {
        foreach (Batch batch in data.Training.Epoch(epoch, CancellationToken.None))
            batch.Dispose();
    }

    private static void MultiPassEpoch(ImageSplit split, int size)
    {
        var way = new MultiPass(size);
        foreach (LabelledImage[] items in split.Training.Chunk(BatchSize).Where(chunk => chunk.Length == BatchSize))
        {
            using var scope = NewDisposeScope();
            Tensor[] all = new Tensor[items.Length];
            for (int i = 0; i < items.Length; i++)
            {
                way.Augment(ImageCodec.Decode(items[i].Path), i);
                all[i] = way.Result.clone();
            }

            stack(all);
        }
    }

    private static Rate Measure(Action epoch)
    {
        epoch();
        var wall = new List<double>();
        var processor = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            long began = Stopwatch.GetTimestamp();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            epoch();
            wall.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return new Rate(Medians.Of(wall), Medians.Of(processor));
    }

    private static string Row(string way, Rate rate, int pictures, Rate baseline) => string.Create(
        CultureInfo.InvariantCulture, $"| {way} | {pictures / rate.Wall:F0} | {pictures / rate.Processor:F0} | {baseline.Wall / rate.Wall:F1} |");

    private readonly record struct Rate(double Wall, double Processor);
}
