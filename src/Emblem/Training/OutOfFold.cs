using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training.Fitting;
using Emblem.Training.Metrics;
using Emblem.Training.Recipes;

namespace Emblem.Training;

/// <summary>What models that had not seen a picture make of it, for every picture.</summary>
/// <param name="Items">The pictures, training ones first.</param>
/// <param name="Scored">In their order. No number for a picture whose class has no other: nothing would be left to learn from.</param>
/// <param name="C">The strength of the penalty that gave the least loss, and with which all of them were made.</param>
public sealed record OutOfFold(IReadOnlyList<LabelledImage> Items, ScoredBatch Scored, double C)
{
    /// <summary><inheritdoc cref="OutOfFold" path="/param[@name='Items']/node()"/></summary>
    public IReadOnlyList<LabelledImage> Items { get; init => field = Listing.Of(value); } = Listing.Of(Items);

    /// <summary>The training and validation pictures of a split by features of theirs, the mean over several divisions into folds.</summary>
    internal static OutOfFold Of(ImageSplit split, FeatureTable features, HeadRecipe recipe, int repeats, RandomSource random, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        LabelledImage[] items = [.. split.Training.Concat(split.Validation).DistinctBy(item => item.Path)];
        (ScoredBatch scored, double c) = new HeadSearch(features, items, split.Classes.Count, recipe, stop)
            .PredictOutOfFold(split.GroupsOf(items, stop), random, repeats, progress);
        return new OutOfFold(items, scored, c);
    }

    /// <inheritdoc/>
    public override string ToString() => $"out of fold, with C {ValueText.Item(C)}: {Scored}";
}

/// <summary>Adds predictions out of fold to a learner.</summary>
public static class OutOfFoldPrediction
{
    extension(Learner learner)
    {
        /// <summary>
        /// Fits a regression on the features of the body for each fold of training and validation pictures and predicts the fold with it, copies held out
        /// together. One pass of the body over all pictures, then seconds: what label errors, calibration and thresholds are honestly told by. The learner stays as it is.
        /// Its body should not have learned from these pictures' labels: begin with the weights that training starts with.
        /// </summary>
        /// <param name="recipe">Strengths and folds, and what is read of the features; five folds for what the learner's head reads when null.</param>
        /// <param name="progress">Told of each batch of features and of each fit.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner has no pictures, or another head than the recipe's <see cref="HeadRecipe.ToChoice"/>.</exception>
        /// <exception cref="EmblemException">No class has two different pictures.</exception>
        public OutOfFold PredictOutOfFold(HeadRecipe? recipe = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
        {
            const int folds = 5;
            recipe ??= new HeadRecipe { Stages = learner.Description.Head.Stages, Pooling = learner.Description.Head.Pooling, Folds = folds };
            FeatureTable features = learner.ReadFeatures(recipe, progress, stop);
            return OutOfFold.Of(learner.Data!.Split, features, recipe, repeats: 1, learner.Random, progress, stop);
        }
    }
}
