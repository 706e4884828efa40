using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Emblem.Cli.Terminal;
using Emblem.Models;
using Emblem.Runs;
using Emblem.Training.Recipes;

namespace Emblem.Cli.Commands;

/// <summary><c>--recipe</c>, and the options that change values of it.</summary>
internal sealed class RecipeArguments
{
    private readonly Option<string?> _recipe = new Option<string?>("--recipe")
    {
        Description = "How to train: fit a head on frozen features, fine-tune, both, or a JSON file such as a run's recipe.json. "
            + "Default: head+finetune, and scratch for random weights.",
        HelpName = $"{string.Join('|', TrainingRecipes.All.Select(known => known.Name))}|FILE.json",
    }.FirstIn(HelpGroup.Recipe);

    private readonly Option<int> _epochs = Epochs(
        "--epochs",
        $"Epochs of the first stage, in which pretrained layers are frozen: {TrainingRecipes.FineTune.FineTune!.FrozenEpochs} in finetune, which this option chooses.").FirstIn(HelpGroup.Recipe);

    private readonly Option<int> _unfrozenEpochs = Epochs(
        "--unfrozen-epochs",
        $"Epochs of the stage in which everything learns: {TrainingRecipes.FineTune.FineTune!.UnfrozenEpochs} in finetune, {TrainingRecipes.HeadThenFineTune.FineTune!.UnfrozenEpochs} in head+finetune.").In(HelpGroup.Recipe);

    private readonly Option<double?> _lr = new Option<double?>("--lr")
    {
        Description = "The first stage's peak learning rate: 0.003 in finetune, which this option chooses.",
        HelpName = "RATE",
        CustomParser = ReadRate,
    }.In(HelpGroup.Recipe);

    private readonly Option<string?> _unfrozenLr = new Option<string?>("--unfrozen-lr")
    {
        Description = "The peak rates of the stage in which everything learns, first layers to head; 'find' searches for them and takes the finder's, 'rule' is lr/200..lr/2. "
            + "Default: the recipe's.",
        HelpName = "LOW..HIGH|find|rule",
    }.In(HelpGroup.Recipe);

    private readonly Option<bool> _find = new Option<bool>("--find")
    {
        Description = "Search for learning rates before everything learns, to look at: half as long as the training. --unfrozen-lr find uses them too.",
    }.In(HelpGroup.Recipe);

    private readonly Option<bool> _noFind = new Option<bool>("--no-find") { Description = "Do not search for learning rates, where a recipe's file would." }.In(HelpGroup.Recipe);

    private readonly Option<int> _findSteps = NumberOption.Create(
        "--find-steps", "Batches of the search for learning rates at most, which this asks for. Default: half of the training's, 30 to fast.ai's 100; 100 in find-rate.", 20, 10_000).In(HelpGroup.Recipe);

    private readonly Option<string?> _frozenNorm = FrozenNormOption.Create();

    private readonly Option<int> _freezeBefore = NumberOption.Create(
        "--freeze-before",
        $"The layer group from which on the stage in which everything learns does so: 0, the default, to {Architecture.LayerGroups - 1}, the head alone. fast.ai's freeze_to.",
        0,
        Architecture.LayerGroups - 1).In(HelpGroup.Recipe);

    private readonly Option<double?> _decay = new Option<double?>("--wd")
    {
        Description = $"Weight decay. Default: fast.ai's {new FineTuneRecipe().WeightDecay.ToString(CultureInfo.InvariantCulture)}.",
        HelpName = "DECAY",
    }.In(HelpGroup.Recipe);

    public IReadOnlyList<Option> All => [_recipe, _epochs, _unfrozenEpochs, _lr, _unfrozenLr, _find, _noFind, _findSteps, .. OfSteps];

    /// <summary>Those that decide which recipe it is, and so how pictures are prepared and which head there is.</summary>
    public IReadOnlyList<Option> OfChoice => [_recipe, _epochs, _lr];

    /// <summary>Those that a search for rates depends on.</summary>
    public IReadOnlyList<Option> OfSearch => [.. OfChoice, _findSteps, .. OfSteps];

    /// <summary>Those that change what a step teaches.</summary>
    private IReadOnlyList<Option> OfSteps => [_frozenNorm, _freezeBefore, _decay];

    public RecipeRequest Read(ParseResult parsed) => new()
    {
        NameOrFile = parsed.GetValue(_recipe),
        FrozenEpochs = parsed.Given(_epochs),
        UnfrozenEpochs = parsed.Given(_unfrozenEpochs),
        Rate = parsed.GetValue(_lr),
        UnfrozenRates = parsed.GetValue(_unfrozenLr) is { } rates ? RateRule.Parse(rates) : null,
        FindRates = parsed.GetValue(_find) ? true : parsed.GetValue(_noFind) ? false : null,
        SearchSteps = parsed.Given(_findSteps),
        FrozenNorm = FrozenNormOption.Read(parsed.GetValue(_frozenNorm)),
        FreezeBefore = parsed.Given(_freezeBefore),
        WeightDecay = parsed.GetValue(_decay),
    };

    public void Validate(CommandResult result)
    {
        // At this point of parsing the value of an option that was not given cannot be asked for; its result can.
        if (result.GetResult(_decay)?.GetValueOrDefault<double?>() is { } decay && !(decay >= 0 && double.IsFinite(decay)))
            result.AddError($"--wd must be 0 or above, such as 0.01; got {decay}.");
        string? rates = result.GetResult(_unfrozenLr)?.GetValueOrDefault<string?>();
        if (rates is not null && RateRule.WhatIsWrong(rates) is { } fault)
            result.AddError($"--unfrozen-lr: {fault}");
        if (result.GetResult(_noFind) is { Implicit: false })
        {
            string[] searches =
            [
                .. ((Option[])[_find, _findSteps]).Where(option => result.GetResult(option) is { Implicit: false }).Select(option => option.Name),
                .. rates is not null && RateRule.Parse(rates) == RateRule.Found ? (string[])["--unfrozen-lr find"] : [],
            ];
            if (searches.Length > 0)
                result.AddError($"--no-find leaves out the search that {string.Join(" and ", searches)} asks for: leave one of them out.");
        }

        if (result.Given(_epochs) == 0 && result.Given(_unfrozenEpochs) == 0)
            result.AddError("--epochs and --unfrozen-epochs are both 0: nothing would be trained.");
    }

    private static double? ReadRate(ArgumentResult result)
    {
        string given = result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
        if (double.TryParse(given, NumberStyles.Float, CultureInfo.InvariantCulture, out double rate) && rate > 0 && double.IsFinite(rate))
            return rate;
        result.AddError($"--lr takes one rate above 0, such as 0.003; got '{given}'. Rates from the first layers to the head are --unfrozen-lr's.");
        return null;
    }

    private static Option<int> Epochs(string name, string description) => NumberOption.Create(name, description, 0, int.MaxValue);
}
