using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Training.Recipes;

/// <summary>The recipes that have a name.</summary>
public static class TrainingRecipes
{
    /// <summary>The notebook's two stages with fast.ai's defaults: the head alone, then everything at rates by rule.</summary>
    public static TrainingRecipe FineTune { get; } = new("finetune") { FineTune = new FineTuneRecipe() };

    /// <summary>A logistic regression on the features of the frozen body, in seconds.</summary>
    public static TrainingRecipe Head { get; } = new("head") { Head = new HeadRecipe { Stages = 3, Pooling = HeadPooling.RootOfMean } };

    /// <summary>
    /// The default with pretrained weights: the fitted head, then a few epochs from there at small rates with all batch norms as they are, and the
    /// better of the two.
    /// </summary>
    public static TrainingRecipe HeadThenFineTune { get; } = new("head+finetune")
    {
        Head = Head.Head,
        FineTune = new FineTuneRecipe
        {
            FrozenEpochs = 0,
            FrozenNorm = FrozenBatchNorm.FreezeAlways,
            UnfrozenEpochs = 6,
            UnfrozenRates = RateRule.Of((3e-5, 3e-4)),
        },
    };

    /// <summary>
    /// For random weights, which have nothing worth freezing: everything learns for ten epochs, at one rate that begins at a thousandth (a warm-up, Goyal et
    /// al. 2017), so that the first losses hardly depend on how a processor rounds.
    /// </summary>
    public static TrainingRecipe Scratch { get; } = new("scratch")
    {
        FineTune = new FineTuneRecipe { FrozenEpochs = 0, UnfrozenEpochs = 10, UnfrozenRates = RateRule.Of(3e-3), StartDivisor = 1000 },
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TrainingRecipe> All => Listing.Of<TrainingRecipe>([FineTune, Head, HeadThenFineTune, Scratch]);

    /// <summary>One by its name, in any case, else the recipe in the file of that name.</summary>
    /// <exception cref="Foundation.EmblemException">Neither a name nor a file with a recipe.</exception>
    public static TrainingRecipe Find(string nameOrFile) =>
        All.FirstOrDefault(known => known.Name.Equals(nameOrFile, StringComparison.OrdinalIgnoreCase)) ?? TrainingRecipe.Read(nameOrFile);
}
