using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Runs;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Tests.Support;

/// <summary>Reports of runs that never were, with the answers that a test gives them.</summary>
internal static class Reported
{
    public static TrainingPlan Plan { get; } = new()
    {
        Data = "/pictures",
        Valid = null,
        ValidFraction = 0.2,
        TestFraction = 0,
        Architecture = "resnet18",
        Weights = "none",
        ImageSize = 64,
        BatchSize = 8,
        Recipe = TrainingRecipes.Scratch,
        Folds = 0,
        Resize = ResizeMethod.Crop,
        Resampling = Resampling.Sampled,
        Flip = false,
        Augment = "none",
        Sampling = PictureSampling.Shuffled,
        Orientation = PictureOrientation.Upright,
        Training = new TrainingChoices(),
        Seed = 1,
        Compute = ComputePlan.Plain,
        Folder = new RunFolder("my run"),
    };

    /// <summary>A report by what was answered.</summary>
    /// <param name="set">Which pictures judged.</param>
    /// <param name="classes">Names in index order.</param>
    /// <param name="answers">The true class, the answer and its probability; the rest is shared by the other classes.</param>
    /// <param name="isOptimistic">Whether these pictures chose the model.</param>
    public static RunReport Of(string set, string[] classes, IReadOnlyList<(int Actual, int Predicted, float Probability)> answers, bool isOptimistic = false)
    {
        float Probability((int Actual, int Predicted, float Probability) answer, int label) =>
            label == answer.Predicted ? answer.Probability : (1 - answer.Probability) / (classes.Length - 1);

        var scored = new ScoredBatch(
            classes.Length,
            [.. answers.SelectMany(answer => Enumerable.Range(0, classes.Length).Select(label => Probability(answer, label)))],
            [.. answers.Select(answer => answer.Actual)],
            [.. answers.Select(answer => -MathF.Log(Probability(answer, answer.Actual)))]);
        var judged = ReportedSet.Of(set, classes, [.. answers.Select((_, i) => $"{i}.png")], scored, isOptimistic);
        var report = new RunReport { Plan = Plan, Classes = classes };
        return set == "test" ? report with { Test = judged } : report with { Validation = judged };
    }

    /// <summary>So many right answers to two classes, as sure as is said, and then wrong ones.</summary>
    public static RunReport TwoClasses(int right, int wrong, string set = "test", float sure = 0.95f, float unsure = 0.6f, bool isOptimistic = false) => Of(
        set,
        ["cat", "dog"],
        [.. Enumerable.Range(0, right).Select(i => (i % 2, i % 2, sure)), .. Enumerable.Range(0, wrong).Select(_ => (0, 1, unsure))],
        isOptimistic);

    public static ScoredFolds Folds(int right, int count) => new([new FoldScore(1, 10, 5, right, count)], ScoreInterval.Wilson(right, count));
}
