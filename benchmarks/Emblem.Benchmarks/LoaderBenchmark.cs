using System.Diagnostics;
using System.Globalization;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Benchmarks;

/// <summary>
/// Whole epochs of the loader with fast.ai's standard augmentation, as training sees them: every picture decoded, read from the folder of raw
/// pixels, and found in memory. The same seed gives the same batches in all.
/// </summary>
internal sealed class LoaderBenchmark() : Benchmark("loader", "How many pictures a second come in batches, decoded, from a folder of pixels, from memory?")
{
    private const int Rounds = 3;

    /// <param name="arguments">FOLDER, with a subfolder a class; SIZE (320), BATCH (32).</param>
    /// <param name="output">Gets a table: pictures per second of wall time, and per second of processor time in brackets; last, what a core prepares with no loader.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        NativeRuntime.EnsureLoaded();
        int size = Number(arguments, 1, 320);
        int batch = Number(arguments, 2, 32);
        using var cache = new BenchmarkFolder();
        ImageSplit split = ImageFolder.Open(arguments[0]).LabelByFolder().SplitAsFastAi();
        await output.WriteLineAsync("| workers | format | decoded | from a folder | from memory | memory, times | prepared alone |\n|---|---|---|---|---|---|---|");
        foreach (BatchFormat format in (BatchFormat[])[new(), new() { Layout = PixelLayout.Interleaved, Type = ScalarType.BFloat16 }])
        {
            double alone = PreparedAlone(split, new BatchOptions { ImageSize = size, Format = format });
            foreach (int workers in (int[])[1, 2])
            {
                var options = new BatchOptions { ImageSize = size, BatchSize = batch, Workers = workers, Format = format, CacheBytes = 0 };
                Rate decoded = Measure(split.ToBatches(options));
                Rate folder = Measure(split.ToBatches(options with { CacheFolder = cache.Path }));
                Rate memory = Measure(split.ToBatches(options with { CacheBytes = long.MaxValue }));
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {workers} | {format.Type}, {format.Layout} | {decoded} | {folder} | {memory} | {memory.Cpu / decoded.Cpu:F1} | {alone:F0} |"));
            }
        }
    }

    /// <summary>The work that no loader can save: the same pictures, decoded before, are prepared one after the other into the same place.</summary>
    private static double PreparedAlone(ImageSplit split, BatchOptions options)
    {
        var pictures = new PictureCache(new PictureFiles(options.Orientation), new CacheBudget(long.MaxValue));
        var reader = new PictureReader(pictures, new Preprocessing(options.ImageSize, options.ImageSize), options.Augment, new RandomSource(options.Seed));
        using var memory = new BatchMemory(options.Format, 1, options.ImageSize, options.ImageSize);
        var scratch = new SamplingScratch();
        var rates = new List<double>();
        for (int epoch = 0; epoch <= Rounds; epoch++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            for (int i = 0; i < split.Training.Count; i++)
                reader.Read(split.Training[i], epoch, i, memory.Slot(0), scratch);
            if (epoch > 0)
                rates.Add(split.Training.Count / (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }

        return Medians.Of(rates);
    }

    /// <summary>The median of some epochs after the first, which fills what there is to fill.</summary>
    private static Rate Measure(ImageData data)
    {
        int pictures = data.Training.BatchesPerEpoch * Math.Min(data.Options.BatchSize, data.Split.Training.Count);
        Epoch(data, 0);
        var wall = new List<double>();
        var cpu = new List<double>();
        for (int epoch = 1; epoch <= Rounds; epoch++)
        {
            (long began, TimeSpan used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Epoch(data, epoch);
            wall.Add(pictures / Stopwatch.GetElapsedTime(began).TotalSeconds);
            cpu.Add(pictures / (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }

        return new Rate(Medians.Of(wall), Medians.Of(cpu));
    }

    private static void Epoch(ImageData data, int epoch)
    {
        foreach (Batch batch in data.Training.Epoch(epoch, default))
            batch.Dispose();
    }

    private static int Number(IReadOnlyList<string> arguments, int at, int usual) =>
        at < arguments.Count ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : usual;

    private readonly record struct Rate(double Wall, double Cpu)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Wall:F0} ({Cpu:F0})");
    }
}
