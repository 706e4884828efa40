using System.Globalization;
using Emblem.Export;
using Emblem.Interpretation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Runs;

/// <summary>The card of a run's model, from what the run found.</summary>
internal static class RunCard
{
    /// <summary>The scores of pictures that chose nothing come first.</summary>
    /// <param name="done">The run.</param>
    /// <param name="model">What the model's file says.</param>
    public static ModelCard Of(TrainingResult done, ModelMetadata model)
    {
        double temperature = model.Answers?.Temperature ?? 1;
        CardScore? test = done.Test is { } tested
            ? new CardScore("test pictures", ClassificationInterpretation.Of(model.Classes, [.. done.Split.Test.Select(item => item.Name)], tested))
            : null;
        CardScore? folds = done.CrossValidation is { } found
            ? new CardScore("pictures held out of trainings like this one", ClassificationInterpretation.Of(model.Classes, found.Names, found.Scored.AtTemperature(temperature))) { Score = found.Pooled }
            : null;
        var validation = new CardScore("validation pictures", done.Validation, done.ValidationScore.IsOptimistic);
        return new ModelCard(model)
        {
            FileName = Path.GetFileName(done.Plan.Folder.Best),
            Scores = [.. ((CardScore?[])[test, folds, validation]).OfType<CardScore>()],
            Calibration = done.Answers,
            Command = Command(done.Plan),
        };
    }

    /// <summary>What trains it again, with words for the paths: what else it needs is in the run's options.</summary>
    private static string Command(TrainingPlan plan)
    {
        string weights = plan.Weights == BoxedWeights.Name || plan.Weights == "none" || PublishedWeights.TryFind(plan.Weights) is not null ? plan.Weights : "WEIGHTS";
        string[] more =
        [
            .. plan.Weights == "none" ? [Words($" --arch {plan.Architecture}")] : (string[])[],
            .. plan.Folds > 0 ? [Words($" --folds {plan.Folds}")] : (string[])[],
            .. plan.Labels is null ? [] : (string[])[" --labels TABLE"],
            .. plan.Corrections is null ? [] : (string[])[" --corrections applied-corrections.csv"],
        ];
        return Words($"emblem train PICTURES --{(plan.GoesOn ? "from" : "weights")} {weights} --recipe recipe.json --size {plan.ImageSize} --batch-size {plan.BatchSize} --seed {plan.Seed}{string.Concat(more)} --out RUN  # all options: options.json of the run");
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
