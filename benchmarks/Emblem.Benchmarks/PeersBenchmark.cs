using System.Globalization;
using System.Text.RegularExpressions;
using Emblem.Benchmarks.Trials;

namespace Emblem.Benchmarks;

/// <summary>
/// What a .NET developer has without Emblem: ML.NET on the same network, from process start to score, by turns with <c>emblem build --recipe head</c>,
/// which also verifies, looks for duplicates, draws and writes a model before its score, and a report after it. Each in processes of its own.
/// </summary>
internal sealed partial class PeersBenchmark() : Benchmark("peers", "Is it more right, faster and smaller than ML.NET on the same network?")
{
    private const string Peer = "Emblem.Peers.MlNet";
    private const string Score = "Accuracy by the folders' names: ";

    /// <param name="arguments">Rounds, then folders with <c>train</c> and <c>test</c>.</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        int rounds = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        using var built = new BenchmarkFolder();
        string project = Path.Combine(Repository.Folder, "benchmarks", Peer);
        await ProcessTree.RunAsync("dotnet", ["build", project, "-c", "Release", "-o", built.Path, "--nologo", "-v", "quiet"]);

        await output.WriteLineAsync("| set | program | right | s from start to score | to end | memory of all its processes, MB |");
        await output.WriteLineAsync("|---|---|---|---|---|---|");
        foreach (TrialSet set in arguments.Skip(1).Select(TrialSet.Divided))
        {
            var ours = new List<(string Right, ProcessTree Run)>();
            var theirs = new List<(string Right, ProcessTree Run)>();
            for (int round = 0; round < rounds; round++)
            {
                theirs.Add(await RunPeerAsync(Path.Combine(built.Path, $"{Peer}.dll"), set));
                ours.Add(await RunOursAsync(set));
            }

            await WriteAsync(output, set, "ML.NET", theirs);
            await WriteAsync(output, set, "emblem build --recipe head", ours);
        }
    }

    private static async Task<(string Right, ProcessTree Run)> RunPeerAsync(string program, TrialSet set)
    {
        ProcessTree run = await ProcessTree.RunAsync("dotnet", [program, set.Training, set.Scored]);
        string[] counts = run.Output.Trim().Split(' ');
        return ($"{counts[0]} of {counts[1]}", run);
    }

    private static async Task<(string Right, ProcessTree Run)> RunOursAsync(TrialSet set)
    {
        using var folder = new BenchmarkFolder();
        ProcessTree run = await ProcessTree.RunAsync(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Emblem.Cli.dll"), "build", "--train", set.Training, "--test", set.Scored,
                "--out", Path.Combine(folder.Path, "run"), "--weights", "box", "--recipe", "head",
            ],
            Score);
        return (RightOfAll().Match(run.Output[run.Output.IndexOf(Score, StringComparison.Ordinal)..]).Value, run);
    }

    private static Task WriteAsync(TextWriter output, TrialSet set, string program, IReadOnlyList<(string Right, ProcessTree Run)> runs) =>
        output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| {set.Name} | {program} | {string.Join(", ", runs.Select(run => run.Right).Distinct())} | {Medians.Of([.. runs.Select(run => run.Run.SecondsToLine)]):F1} | {Medians.Of([.. runs.Select(run => run.Run.Seconds)]):F1} | {Medians.Of([.. runs.Select(run => run.Run.PeakBytes / 1e6)]):F0} |"));

    [GeneratedRegex(@"\d+ of \d+")]
    private static partial Regex RightOfAll();
}
