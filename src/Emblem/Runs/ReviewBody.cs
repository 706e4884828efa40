using Emblem.Imaging;
using Emblem.Models;
using Emblem.Training.Recipes;

namespace Emblem.Runs;

/// <summary>The plan of a review: the frozen network that reads a run's pictures, which must not have learned from their labels.</summary>
internal static class ReviewBody
{
    private const int Folds = 5;

    /// <summary>How labels are judged: the head of <see cref="TrainingRecipes.Head"/>.</summary>
    public static HeadRecipe Recipe { get; } = TrainingRecipes.Head.Head! with { Folds = Folds };

    /// <summary>Whether a run's own head reads its pictures as a review of them does.</summary>
    /// <param name="review">What <see cref="Plan"/> gave.</param>
    /// <param name="run">The run's.</param>
    public static bool Reads(TrainingPlan review, TrainingPlan run) =>
        run.Recipe.Head is { } head && (head.Stages, head.Pooling, head.Views) == (Recipe.Stages, Recipe.Pooling, Recipe.Views)
        && !run.GoesOn && review.Start == run.Start
        && (review.ImageSize, review.Resize, review.Resampling) == (run.ImageSize, run.Resize, run.Resampling);

    /// <summary>The run's plan with the weights that it started from, else the box's.</summary>
    /// <param name="run">The run's.</param>
    /// <param name="teller">Told where other weights are taken, and why.</param>
    /// <param name="purpose">What these weights are for, in the words before their name.</param>
    /// <exception cref="Foundation.EmblemException">The box's are needed and are not there.</exception>
    public static TrainingPlan Plan(TrainingPlan run, RunTeller teller, string purpose = "they are judged by")
    {
        if (run.Start is null || run.GoesOn)
        {
            teller.Note($"The run {(run.GoesOn ? $"goes on from {run.Weights}, which may have learned from these labels" : "started from random numbers")}: "
                + $"{purpose} the weights '{BoxedWeights.Name}'.");
        }

        BodyWeights start = run.Start is { } own && !run.GoesOn ? own : BoxedWeights.Open();
        return run with
        {
            Architecture = start.Architecture.Name,
            Weights = start.Path,
            Start = start,
            GoesOn = false,

            // A run on small pictures is quick; its labels are judged as well as the weights can.
            ImageSize = Math.Max(run.ImageSize, start.Architecture.Preprocessing.Width),
            Recipe = TrainingRecipes.Head with { Head = Recipe },
            Resize = ResizeMethod.Squish,
            Resampling = start.Architecture.Preprocessing.Resampling,
        };
    }
}
