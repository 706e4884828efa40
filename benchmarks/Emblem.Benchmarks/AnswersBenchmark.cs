using System.Runtime.InteropServices;
using Emblem.Benchmarks.Answers;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Imaging;
using static System.FormattableString;

namespace Emblem.Benchmarks;

/// <summary>
/// EfficientNet-Lite0 with 1000 classes at 224 px, by what computes it: from process start to the printed answer for a picture, and warm, prepared pictures in,
/// logits out. Baseline is eager libtorch in fp32 through TorchSharp; programs and engines go by turns.
/// </summary>
internal sealed class AnswersBenchmark() : Benchmark("answers", "How soon, how fast and in how much memory does it answer, against eager libtorch?")
{
    private const int Starts = 10;
    private const int Rounds = 5;

    /// <param name="arguments">Further ONNX models for the warm rows, each as <c>NAME=FILE</c>, such as <c>int8=model.int8.onnx</c>.</param>
    /// <param name="output">Gets the tables.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        using var folder = new BenchmarkFolder();
        AnswerModels models = AnswerModels.Write(folder.Path);
        await output.WriteLineAsync($"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors, {CpuFeatures.Here}\n");
        await StartAsync(models, folder.Path, output);
        await output.WriteLineAsync();
        await WarmAsync(models, arguments, output);
    }

    private static async Task StartAsync(AnswerModels models, string folder, TextWriter output)
    {
        string picture = Path.Combine(folder, "picture.jpg");
        File.WriteAllBytes(picture, ImageCodec.EncodeJpeg(Noise(500, 375)));
        string native = Path.Combine(folder, "native");
        await ProcessTree.RunAsync("dotnet", [
            "publish", Path.Combine(Repository.Folder, "src", "Emblem.Predict"), "-r", RuntimeInformation.RuntimeIdentifier, "-o", native, "--nologo", "-v", "quiet"]);
        string tool = Repository.Built("src/Emblem.Cli", "Emblem.Cli.dll");
        (string Name, string[] Line)[] programs =
        [
            ("emblem predict model.safetensors (libtorch)", ["dotnet", tool, "predict", models.Torch, picture]),
            ("emblem predict model.onnx", ["dotnet", tool, "predict", models.Onnx, picture]),
            ("emblem-predict model.onnx", [Path.Combine(native, "emblem-predict"), models.Onnx, picture]),
        ];
        List<ColdStart>[] starts = [.. programs.Select(_ => new List<ColdStart>())];

        // The first round reads files that no one read before, and is not counted.
        for (int round = 0; round <= Starts; round++)
        {
            foreach ((int index, (_, string[] line)) in programs.Index())
            {
                var start = ColdStart.Measure(line);
                if (round > 0)
                    starts[index].Add(start);
            }
        }

        await output.WriteLineAsync("| from process start to the printed answer | s | times as soon | peak memory, MB | of the baseline's |\n|---|---|---|---|---|");
        double[] seconds = [.. starts.Select(all => Medians.Of([.. all.Select(start => start.Seconds)]))];
        double[] bytes = [.. starts.Select(all => Medians.Of([.. all.Select(start => (double)start.PeakBytes)]))];
        foreach ((int index, (string name, _)) in programs.Index())
            await output.WriteLineAsync(Invariant($"| {name} | {seconds[index]:F2} | {seconds[0] / seconds[index]:F2} | {bytes[index] / (1 << 20):F0} | {bytes[index] / bytes[0]:F2} |"));
    }

    private static async Task WarmAsync(AnswerModels models, IReadOnlyList<string> further, TextWriter output)
    {
        (string Name, string Model)[] engines =
        [
            ("eager libtorch, fp32", models.Torch),
            ("ONNX Runtime, fp32", models.Onnx),
            .. further.Select(given => given.Split('=', 2)).Select(parts => ($"ONNX Runtime, {parts[0]}", parts[1])),
        ];
        List<WarmAnswers>[] answers = [.. engines.Select(_ => new List<WarmAnswers>())];
        for (int round = 0; round < Rounds; round++)
        {
            foreach ((int index, (_, string model)) in engines.Index())
                answers[index].Add(WarmAnswers.Measure(model));
        }

        await output.WriteLineAsync(
            $"| warm | ms for one picture | times as fast | {string.Join(" | ", WarmAnswers.Batches.Skip(1).Select(batch => $"pictures/s by {batch} | times as fast"))} | peak memory, MB | of the baseline's |");
        await output.WriteLineAsync($"|---|{string.Concat(Enumerable.Repeat("---|", (2 * WarmAnswers.Batches.Count) + 2))}");
        foreach ((int index, (string name, _)) in engines.Index())
        {
            double[] seconds = [.. WarmAnswers.Batches.Select(batch => Seconds(answers[index], batch))];
            double[] ratios = [.. WarmAnswers.Batches.Select(batch => Seconds(answers[0], batch) / Seconds(answers[index], batch))];
            string rates = string.Concat(WarmAnswers.Batches.Index().Skip(1).Select(batch => Invariant($" {batch.Item / seconds[batch.Index]:F1} | {ratios[batch.Index]:F2} |")));
            await output.WriteLineAsync(Invariant(
                $"| {name} | {seconds[0] * 1000:F1} | {ratios[0]:F2} |{rates} {Bytes(answers[index]) / (1 << 20):F0} | {Bytes(answers[index]) / Bytes(answers[0]):F2} |"));
        }
    }

    private static double Seconds(List<WarmAnswers> rounds, int batch) => Medians.Of([.. rounds.Select(round => round.Seconds[batch])]);

    private static double Bytes(List<WarmAnswers> rounds) => Medians.Of([.. rounds.Select(round => (double)round.PeakBytes)]);

    private static PixelImage Noise(int width, int height)
    {
        RandomStream random = new RandomSource(1).Stream("picture");
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)random.NextInt(256);
        return new PixelImage(width, height, pixels);
    }
}
