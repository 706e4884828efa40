using Emblem.Benchmarks.Trials;

namespace Emblem.Benchmarks;

/// <summary>The recipes as they are, trained on <c>train</c> and scored once on <c>test</c>. <c>choices</c> is where they were chosen.</summary>
internal sealed class RecipesBenchmark() : Benchmark("recipes", "Which recipe for pretrained weights is best, and how long does it take?")
{
    private const int Seeds = 5;

    /// <param name="arguments">A file for the trials, pretrained weights, then folders with <c>train</c> and <c>test</c>.</param>
    /// <param name="output">Gets the table.</param>
    public override Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        string[] start = ["--weights", arguments[1]];
        (string Name, string[] Arguments)[] variants =
        [
            ("head", [.. start, "--recipe", "head"]),
            ("head+finetune", [.. start, "--recipe", "head+finetune"]),
            ("finetune", [.. start, "--recipe", "finetune"]),
        ];
        return SeededTrials.RunAsync(new TrialLog(arguments[0]), Seeds, [.. arguments.Skip(2).Select(TrialSet.Divided)], variants, output);
    }
}
