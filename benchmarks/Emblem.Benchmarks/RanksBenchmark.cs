using System.Diagnostics;
using System.Globalization;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Benchmarks;

/// <summary>
/// The built command as ranks with a thread or worker each, started by <c>mpirun</c> and bound to a core each, against one process with as many threads or workers, by
/// turns. The first round fills the cache with what is known of the processor's convolutions; thumbnails are made anew each time. What the same line takes for one picture, which is nearly all start, is measured too and taken off in the last column.
/// </summary>
internal sealed class RanksBenchmark() : Benchmark("ranks", "Do ranks with a thread each predict and verify as fast as one process with as many threads?")
{
    private const string Predict = "predict";
    private const string Verify = "verify";
    private const int Classes = 2;

    /// <param name="arguments"><c>predict</c> or <c>verify</c>, a folder of pictures, how many ranks (2) and how many rounds (5).</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        if (arguments.Count < 2 || arguments[0] is not (Predict or Verify))
            throw new InvalidOperationException($"Give {Predict} or {Verify}, and a folder of pictures.");
        int ranks = arguments.Count > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 2;
        int rounds = arguments.Count > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 5;
        using var work = new BenchmarkFolder();
        string pictures = Path.GetFullPath(arguments[1]);
        string one = Path.Combine(work.Path, "one");
        string first = Directory.EnumerateFiles(pictures, "*.jp*g", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        Directory.CreateDirectory(one);
        File.Copy(first, Path.Combine(one, Path.GetFileName(first)));
        if (arguments[0] == Predict)
            WriteModel(ModelIn(work.Path));

        // The first round reads files that no one read before and tries convolutions; it is not counted.
        await CompareAsync(pictures, 1);
        (double alone, double together, _) = await CompareAsync(pictures, rounds);
        (double aloneStart, double togetherStart, _) = await CompareAsync(one, rounds);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {arguments[0]}, medians of {rounds} by turns

            | | one process, {ranks} threads | {ranks} ranks × 1 thread | times as fast |
            |---|---|---|---|
            | the whole folder | {alone:0.00} s | {together:0.00} s | {alone / together:0.00} |
            | one picture | {aloneStart:0.00} s | {togetherStart:0.00} s | {aloneStart / togetherStart:0.00} |
            | the difference | {alone - aloneStart:0.00} s | {together - togetherStart:0.00} s | {(alone - aloneStart) / (together - togetherStart):0.00} |
            """));

        Task<(double Baseline, double Candidate, double Ratio)> CompareAsync(string folder, int times) => Medians.CompareAsync(
            () => RunAsync("dotnet", Line(arguments[0], folder, work.Path, ranks), work.Path),
            () => RunAsync("mpirun", ["-n", $"{ranks}", "--bind-to", "core", "dotnet", .. Line(arguments[0], folder, work.Path, 1)], work.Path),
            times);
    }

    private static string[] Line(string verb, string folder, string work, int threads) => verb == Predict
        ? [Command, Predict, ModelIn(work), folder, "--threads", $"{threads}", "--csv", Path.Combine(work, "answers.csv")]
        : [Command, Verify, folder, "--into", Path.Combine(work, "verified"), "--max-size", "500", "--workers", $"{threads}"];

    private static string Command => Repository.Built("src/Emblem.Cli", "Emblem.Cli.dll");

    private static string ModelIn(string work) => Path.Combine(work, "model.safetensors");

    /// <summary>ResNet-34 at its own size. Its weights are random: no time depends on them.</summary>
    private static void WriteModel(string path)
    {
        using TransferModel network = TransferModel.Create(Architectures.ResNet34, Classes, HeadChoice.Linear, new RandomSource(1));
        ModelFile.Write(
            path, [.. network.CopyState()], new ModelMetadata(Architectures.ResNet34.Name, ["a", "b"], Architectures.ResNet34.Preprocessing, HeadChoice.Linear.Description, new TrainingProvenance("random")));
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, string work)
    {
        string cache = Path.Combine(work, "cache");
        foreach (string left in (string[])[Path.Combine(work, "verified"), Path.Combine(cache, CacheRoom.Thumbnails.Name)])
        {
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
        }

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EMBLEM_CACHE"] = cache;
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}{said}");
    }
}
