using System.Globalization;
using Emblem.Training;
using Emblem.Training.Recipes;
using Emblem.Training.Schedules;

namespace Emblem.Runs;

/// <summary>The peak rates of a stage that trains by epochs, and where they come from.</summary>
/// <param name="Peak">From the first layers to the head.</param>
/// <param name="Source">What chose them.</param>
public sealed record StageRates(LearningRateRange Peak, RateSource Source)
{
    /// <summary>For people, such as <c>1.5E-05..1.5E-03, by rule</c>.</summary>
    public override string ToString()
    {
        string source = Source switch
        {
            RateSource.Given => "given",
            RateSource.Rule => "by rule",
            RateSource.Found => "found",
            _ => "by the recipe",
        };
        return $"{(Peak.Low == Peak.High ? "" : $"{Number(Peak.Low)}..")}{Number(Peak.High)}, {source}";
    }

    /// <summary>Those of the stage in which the head alone learns.</summary>
    internal static StageRates OfHead(TrainingRecipe recipe, FineTuneRecipe stages) =>
        new(LearningRateRange.HeadOnly(stages.Rate), stages.Rate == Usual(recipe)?.Rate ? RateSource.Recipe : RateSource.Given);

    /// <summary>Those of the stage in which everything learns.</summary>
    /// <exception cref="Foundation.EmblemException">They are to be found, and the search found none.</exception>
    internal static StageRates OfAll(TrainingRecipe recipe, FineTuneRecipe stages, LearningRateSearch? found) => new(
        stages.UnfrozenRates.Choose(stages.Rate, found),
        stages.UnfrozenRates == RateRule.Found ? RateSource.Found
            : stages.UnfrozenRates == RateRule.FastAi ? RateSource.Rule
            : stages.UnfrozenRates == Usual(recipe)?.UnfrozenRates ? RateSource.Recipe
            : RateSource.Given);

    /// <summary>What the recipe of that name has where nothing is asked; null for one of a file.</summary>
    private static FineTuneRecipe? Usual(TrainingRecipe recipe) => TrainingRecipes.All.FirstOrDefault(known => known.Name == recipe.Name)?.FineTune;

    private static string Number(double rate) => rate.ToString("0.##E+00", CultureInfo.InvariantCulture);
}
