using Emblem.Foundation;
using Emblem.Models;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>What is asked of a recipe; null where nothing is.</summary>
public sealed record RecipeRequest
{
    /// <summary>A recipe's name or file, or null for what suits the weights.</summary>
    public string? NameOrFile { get; init; }

    /// <summary>Epochs of the first stage, in which the head alone learns.</summary>
    public int? FrozenEpochs { get; init; }

    /// <summary>Epochs of the stage in which everything learns.</summary>
    public int? UnfrozenEpochs { get; init; }

    /// <summary>The frozen stage's peak rate.</summary>
    public double? Rate { get; init; }

    /// <summary>The peak rates of the stage in which everything learns.</summary>
    public RateRule? UnfrozenRates { get; init; }

    /// <summary>Whether rates are searched even if nothing uses the answer, or are not, whatever the recipe says. Null for what the recipe says.</summary>
    public bool? FindRates { get; init; }

    /// <summary>Batches of the search for rates, which this asks for.</summary>
    public int? SearchSteps { get; init; }

    /// <summary>What batch norms do in frozen layers.</summary>
    public FrozenBatchNorm? FrozenNorm { get; init; }

    /// <summary>The layer group from which on the second stage learns.</summary>
    public int? FreezeBefore { get; init; }

    /// <summary>Decoupled weight decay.</summary>
    public double? WeightDecay { get; init; }

    private bool ChangesStages => this with { NameOrFile = null, FindRates = FindRates is true ? true : null } != new RecipeRequest();

    /// <summary>The recipe with all that is asked.</summary>
    /// <param name="pretrained">Whether training starts from weights that know something.</param>
    /// <param name="goesOn">Whether those weights are a trained model, whose head is to be kept.</param>
    /// <exception cref="EmblemException">No such recipe, or one that does not go with the weights or the other wishes.</exception>
    public TrainingRecipe Resolve(bool pretrained, bool goesOn = false)
    {
        TrainingRecipe recipe = Named(pretrained, goesOn);
        if (recipe.Head is not null && !pretrained)
        {
            throw new EmblemException(
                $"The recipe '{recipe.Name}' fits a head on the features of pretrained weights, and training starts from random ones. "
                + $"Start from weights, or take the recipe '{TrainingRecipes.Scratch.Name}'.");
        }

        if (recipe.FineTune is not { } stages)
        {
            return !ChangesStages ? recipe : throw new EmblemException(
                $"The recipe '{recipe.Name}' has no epochs, and something was asked of them: their number, their rates, the search for rates, weight decay, what "
                + $"stays frozen or what batch norms do. Leave that out, or take the recipe '{TrainingRecipes.FineTune.Name}'.");
        }

        TrainingRecipe changed = recipe with { FineTune = recipe == TrainingRecipes.Scratch ? FromScratch(stages) : Changed(stages) };
        if (FindRates == false && changed.FineTune!.Searches)
            throw new EmblemException("The rates are to be found, and no search for them is to be made. Search, or give rates such as 1e-5..1e-3.");
        return changed.DoesSomething ? changed : throw new EmblemException($"The recipe '{recipe.Name}' is left without an epoch: nothing would be trained.");
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    /// <summary>What is to be said where random weights made another recipe of what was asked for; null where they did not.</summary>
    /// <param name="resolved">What <see cref="Resolve"/> gave.</param>
    internal RunNote? Remark(TrainingRecipe resolved)
    {
        if (resolved.Name != TrainingRecipes.Scratch.Name || resolved.FineTune is not { } stages)
            return null;
        string now = $"{stages.UnfrozenEpochs} epochs, in all of which everything learns";
        return NameOrFile is not null && !IsNamed(resolved)
            ? new RunNote(
                $"the recipe '{NameOrFile}' first freezes what pretrained weights know, and training starts from random ones: it became the recipe '{resolved.Name}', "
                + $"{now}. Start from weights to fine-tune them.",
                IsWarning: true)
            : FrozenEpochs is > 0 ? new RunNote($"Training starts from random weights, of which nothing is frozen: {now}.") : null;
    }

    /// <summary>The values of a frozen stage belong to the recipe that has one, and a head that goes on to one that does not fit it anew.</summary>
    private TrainingRecipe Named(bool pretrained, bool goesOn)
    {
        if (NameOrFile is not null)
            return TrainingRecipes.Find(NameOrFile) is var named && named == TrainingRecipes.FineTune && !pretrained ? TrainingRecipes.Scratch : named;
        if (!pretrained)
            return TrainingRecipes.Scratch;
        return FrozenEpochs is null && Rate is null && !goesOn ? TrainingRecipes.HeadThenFineTune : TrainingRecipes.FineTune;
    }

    private bool IsNamed(TrainingRecipe recipe) => recipe.Name.Equals(NameOrFile, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Random weights have nothing worth freezing: all epochs are one stage, at the first stage's rate. Who asks for this recipe by its name has that stage in mind, and
    /// asks for its epochs; who asks for another or none, for those of two.
    /// </summary>
    private FineTuneRecipe FromScratch(FineTuneRecipe stages) => Changed(stages) with
    {
        FrozenEpochs = 0,
        UnfrozenEpochs = FrozenEpochs is null && (UnfrozenEpochs is null || IsNamed(TrainingRecipes.Scratch))
            ? UnfrozenEpochs ?? stages.UnfrozenEpochs
            : (FrozenEpochs ?? new FineTuneRecipe().FrozenEpochs) + (UnfrozenEpochs ?? new FineTuneRecipe().UnfrozenEpochs),
        UnfrozenRates = UnfrozenRates ?? RateRule.Of(Rate ?? stages.Rate),
    };

    private FineTuneRecipe Changed(FineTuneRecipe stages) => stages with
    {
        FrozenEpochs = FrozenEpochs ?? stages.FrozenEpochs,
        UnfrozenEpochs = UnfrozenEpochs ?? stages.UnfrozenEpochs,
        Rate = Rate ?? stages.Rate,
        UnfrozenRates = UnfrozenRates ?? stages.UnfrozenRates,
        FindRates = FindRates ?? (stages.FindRates || SearchSteps is not null),
        SearchSteps = SearchSteps ?? stages.SearchSteps,
        FrozenNorm = FrozenNorm ?? stages.FrozenNorm,
        FreezeBefore = FreezeBefore ?? stages.FreezeBefore,
        WeightDecay = WeightDecay ?? stages.WeightDecay,
    };
}
