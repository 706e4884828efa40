using System.Diagnostics;
using System.Text.Json;
using Emblem.Export;
using Emblem.Foundation;

namespace Emblem.Benchmarks.Answers;

/// <summary>What an engine takes for batches of prepared pictures, in a process of its own, so that its peak of memory is its own too.</summary>
/// <param name="Seconds">The median for a batch, by how many pictures it has.</param>
/// <param name="PeakBytes">The most memory that the process had resident.</param>
internal sealed record WarmAnswers(IReadOnlyDictionary<int, double> Seconds, long PeakBytes)
{
    /// <summary>The first argument of a process that measures; no benchmark has this name.</summary>
    public const string Row = "answers-row";

    /// <summary>Pictures a batch.</summary>
    public static IReadOnlyList<int> Batches { get; } = [1, 8, 32];

    // About as many pictures for each size, so that each is timed for as long.
    private const int Pictures = 96;
    private const int Warming = 3;

    /// <summary>Measures a model in a new process.</summary>
    /// <param name="model">A file: what ends in <c>.onnx</c> is computed by ONNX Runtime, all else by torch, eagerly and in fp32.</param>
    public static WarmAnswers Measure(string model)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Row, model]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<WarmAnswers>(answer)!
            : throw new InvalidOperationException($"{model} ended with {process.ExitCode}: {answer}");
    }

    /// <summary>Measures a model in this process; the answer is what <see cref="Measure"/> reads.</summary>
    public static string RunRow(string model)
    {
        using IClassifierEngine engine = model.EndsWith(".onnx", StringComparison.Ordinal) ? OnnxEngine.Open(model) : TorchEngine.Open(model, null, null, null);
        int values = engine.Description.Preprocessing.ValueCount;
        RandomStream random = new RandomSource(1).Stream("pictures");
        float[] pictures = new float[Batches.Max() * values];
        for (int i = 0; i < pictures.Length; i++)
            pictures[i] = (float)random.NextDouble(-1, 1);
        var seconds = Batches.ToDictionary(batch => batch, batch => Median(engine, pictures.AsSpan(0, batch * values), batch));
        return JsonSerializer.Serialize(new WarmAnswers(seconds, ProcessFigures.PeakResident));
    }

    private static double Median(IClassifierEngine engine, ReadOnlySpan<float> pictures, int batch)
    {
        var taken = new List<double>();
        for (int run = -Warming; run < Pictures / batch; run++)
        {
            long began = Stopwatch.GetTimestamp();
            engine.Score(pictures, batch);
            if (run >= 0)
                taken.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return Medians.Of(taken);
    }
}
