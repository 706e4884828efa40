using System.Text.Json;
using Emblem.Runs;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Runs;

/// <summary>
/// What a seed decides on every machine, as it has always been: who teaches and who validates, in which order, by which plan, and which files there
/// are. Last bits differ by processor; <c>eng/compare-runs.sh</c> compares those of two commits on one.
/// </summary>
public sealed class SameRunsTests
{
    [Fact]
    public async Task SplitOrderPlanAndFilesAreAsTheyWere()
    {
        using var drawn = new DrawnClasses();
        TrainingPlan plan = drawn.Plan(TrainingRecipes.Head, folds: 2);
        using Learner likeTheRuns = drawn.Learner(head: TrainingRecipes.Head.Head!.ToChoice());
        TensorLeakGuard.Count(likeTheRuns.Model, times: 3);

        TrainingResult done = await TrainingRun.ExecuteAsync(plan, null, TestContext.Current.CancellationToken);

        Assert.Equal("dark/00.png dark/06.png dark/16.png light/01.png light/03.png light/09.png", string.Join(' ', done.Split.Validation.Select(item => item.Name)));
        Assert.Equal("light/11.png dark/08.png light/23.png light/15.png light/13.png dark/02.png", string.Join(' ', plan.OpenPictures().ViewTraining(6).Select(view => view.Name)));
        Assert.Equal("8+4+12 8+4+12", string.Join(' ', done.CrossValidation!.Folds.Select(fold => $"{fold.Training}+{fold.Validation}+{fold.HeldOut}")));
        Assert.Equal(
            "best.safetensors fold-predictions.csv model-card.md options.json pictures.csv pictures/batch.png pictures/confusion_matrix.png pictures/results.png pictures/top_losses.png pictures/top_losses_heatmap.png predictions.csv recipe.json run.json scores.json",
            string.Join(' ', Files(plan.Folder.Path)));
        Assert.Equal(
            "data valid valid_fraction test_fraction architecture weights image_size batch_size recipe folds wanted_precision resize resampling flip augment sampling orientation training seed compute",
            string.Join(' ', JsonDocument.Parse(File.ReadAllText(plan.Folder.Options)).RootElement.EnumerateObject().Select(member => member.Name)));
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
