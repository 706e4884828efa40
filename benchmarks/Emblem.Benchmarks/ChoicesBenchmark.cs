using System.Globalization;
using Emblem.Benchmarks.Trials;
using Emblem.Training.Recipes;
using Emblem.Training.Schedules;

namespace Emblem.Benchmarks;

/// <summary>
/// What the defaults of the recipes were chosen by: cross-validation inside training folders, each fold with a seed of its own, each picture scored
/// once. No test picture is read.
/// </summary>
internal sealed class ChoicesBenchmark() : Benchmark("choices", "Which rates, epochs, views and augmentations are best?")
{
    private const int Folds = 5;

    /// <param name="arguments">
    /// <c>head</c>, <c>finetune</c>, <c>augment</c> or <c>precision</c>, a file for the trials, pretrained weights, then folders of pictures by class.
    /// </param>
    /// <param name="output">Gets the table.</param>
    public override async Task RunAsync(IReadOnlyList<string> arguments, TextWriter output)
    {
        using var recipes = new BenchmarkFolder();
        var log = new TrialLog(arguments[1]);
        (string Name, string[] Arguments)[] variants = arguments[0] switch
        {
            "head" => [.. Views().Select(recipe => Written(recipe, recipes))],
            "finetune" => [Written(TrainingRecipes.Head, recipes), .. Epochs().Select(recipe => Written(recipe, recipes))],
            "precision" => [.. ((string[])["fp32", "bf16"]).Select(precision => (precision, (string[])["--precision", precision]))],
            _ => [.. ((string[])["standard", "none", "web", "randaugment"]).Select(preset => (preset, (string[])["--augment", preset]))],
        };
        string[] folders = [.. arguments.Skip(3)];
        for (int fold = 0; fold < Folds; fold++)
        {
            foreach (string folder in folders)
            {
                using var copies = new BenchmarkFolder();
                TrialSet set = TrialSet.HoldOut(PictureSets.NameOf(folder), folder, Folds, fold, seed: 1, copies.Path);
                foreach ((string name, string[] given) in variants)
                    await log.MakeAsync(new Trial(set, name, fold + 1, ["--weights", arguments[2], .. given]));
            }
        }

        await TrialTable.WriteAsync(log, [.. folders.Select(PictureSets.NameOf)], [.. variants.Select(variant => variant.Name)], output);
    }

    private static IEnumerable<TrainingRecipe> Views() =>
        ((int[])[1, 2, 4]).Select(views => new TrainingRecipe($"{views} views") { Head = TrainingRecipes.Head.Head! with { Views = views } });

    private static IEnumerable<TrainingRecipe> Epochs() =>
        from choice in ((double Low, double High, int Epochs)[])[(1e-5, 1e-4, 3), (3e-5, 3e-4, 3), (1e-4, 1e-3, 3), (3e-5, 3e-4, 6)]
        let rates = new LearningRateRange(choice.Low, choice.High)
        select TrainingRecipes.HeadThenFineTune with
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"{choice.Epochs} epochs, {rates}"),
            FineTune = TrainingRecipes.HeadThenFineTune.FineTune! with { UnfrozenEpochs = choice.Epochs, UnfrozenRates = RateRule.Of(rates) },
        };

    private static (string Name, string[] Arguments) Written(TrainingRecipe recipe, BenchmarkFolder folder)
    {
        string path = Path.Combine(folder.Path, $"{recipe.Name}.json");
        recipe.Write(path);
        return (recipe.Name, ["--recipe", path]);
    }
}
