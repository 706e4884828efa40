using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Emblem.Benchmarks.Trials;

/// <summary>One whole <c>emblem build</c>, in a process of its own, as a user would run it.</summary>
/// <param name="Set">Its pictures.</param>
/// <param name="Variant">What it is called in the table.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Arguments">What the variant gives to <c>build</c>.</param>
internal sealed record Trial(TrialSet Set, string Variant, int Seed, IReadOnlyList<string> Arguments)
{
    private const double LeastProbability = 1e-7;

    /// <summary>Trains, predicts the scored pictures once, and counts.</summary>
    public async Task<TrialResult> RunAsync()
    {
        using var folder = new BenchmarkFolder();
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "Emblem.Cli.dll"), "build", "--train", Set.Training, "--test", Set.Scored,
            "--out", Path.Combine(folder.Path, "run"), "--seed", Seed.ToString(CultureInfo.InvariantCulture), "--json", .. Arguments,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0
            ? Count(JsonDocument.Parse(answer).RootElement.GetProperty("test"), seconds)
            : throw new InvalidOperationException($"emblem {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {await errors}");
    }

    private TrialResult Count(JsonElement test, double seconds)
    {
        // The folders name the truth, as they do for the command itself.
        double[] losses =
        [
            .. test.GetProperty("predictions").EnumerateArray().Select(row => -Math.Log(Math.Max(
                LeastProbability,
                row.GetProperty("probabilities").GetProperty(row.GetProperty("picture_file").GetString()!.Split('/')[0]).GetDouble()))),
        ];
        return new TrialResult(
            Set.Name, Variant, Seed, test.GetProperty("right").GetInt32(), test.GetProperty("count").GetInt32(), losses.Average(), seconds);
    }
}
