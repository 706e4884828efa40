using Emblem.Benchmarks.Trials;

namespace Emblem.Benchmarks;

/// <summary>The recipes as they are, trained on <c>train</c> and scored once on <c>test</c>. <c>choices</c> is where they were chosen.</summary>
internal sealed class RecipesBenchmark() : Benchmark("recipes", "Which recipe for pretrained weights is best, and how long does it take?")
{
    private const int Seeds = 5;

    /// <param name="arguments">A file for the trials, pretrained weights, then folders with <c>train</c> and <c>test</c>.</param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        var log = new TrialLog(arguments[0]);
        TrialSet[] sets = [.. arguments.Skip(2).Select(TrialSet.Divided)];
        (string Name, string[] Arguments)[] variants =
        [
            ("head", ["--recipe", "head"]),
            ("head+finetune", ["--recipe", "head+finetune"]),
            ("finetune, no search", ["--recipe", "finetune", "--no-find"]),
        ];
        for (int seed = 1; seed <= Seeds; seed++)
        {
            foreach (TrialSet set in sets)
            {
                foreach ((string name, string[] given) in variants)
                    await log.MakeAsync(new Trial(set, name, seed, ["--weights", arguments[1], .. given]));
            }
        }

        await TrialTable.WriteAsync(log, [.. sets.Select(set => set.Name)], [.. variants.Select(variant => variant.Name)], output);
    }
}
