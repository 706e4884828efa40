using Emblem.Benchmarks.Trials;

namespace Emblem.Benchmarks;

/// <summary>What pretrained weights give: the recipe that each start takes by itself, trained on <c>train</c> and scored once on <c>test</c>.</summary>
internal sealed class TransferBenchmark() : Benchmark("transfer", "What do the box's and published weights give against random ones?")
{
    private const int Seeds = 5;

    /// <param name="arguments">A file for the trials, a file of published weights, then folders with <c>train</c> and <c>test</c>.</param>
    /// <param name="output">Gets the table.</param>
    public override Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        (string Name, string[] Arguments)[] variants =
        [
            // Random weights learn from small pictures in minutes; at 224 pixels they would take an hour and be no better.
            ("random", ["--weights", "none", "--size", "112", "--no-find"]),
            ("box", ["--weights", "box"]),
            (Path.GetFileNameWithoutExtension(arguments[1]), ["--weights", arguments[1]]),
        ];
        return SeededTrials.RunAsync(new TrialLog(arguments[0]), Seeds, [.. arguments.Skip(2).Select(TrialSet.Divided)], variants, output);
    }
}
