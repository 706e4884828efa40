using Emblem.Data;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;
using Emblem.Training.Fitting;
using Emblem.Training.Recipes;

namespace Emblem.Training;

/// <summary>Fits a linear head at once instead of by epochs.</summary>
public static class HeadFitting
{
    extension(Learner learner)
    {
        /// <summary>
        /// Fits the head by multinomial logistic regression on the features of the frozen body: scikit-learn's <c>StandardScaler</c> and
        /// <c>LogisticRegression</c>, its <c>C</c> chosen by cross-validation on the training pictures with copies held out together. Takes one
        /// pass of the body over all pictures for each view, and seconds of arithmetic. The learner then has that head, and the body is frozen. A resumed
        /// training takes the head that was fitted. Copies are looked for where the split did not, without a cache.
        /// </summary>
        /// <param name="recipe">Views, strengths and folds; the defaults, for what the learner's head reads, when null.</param>
        /// <param name="progress">Told of each batch of features and of each fit.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>; the head is then as it was.</param>
        /// <exception cref="InvalidOperationException">The learner has no pictures, or another head than the recipe's <see cref="HeadRecipe.ToChoice"/>.</exception>
        /// <exception cref="EmblemException">
        /// Several views without augmentation, no class with two different pictures, or a checkpoint of another training.
        /// </exception>
        public HeadFit FitHead(HeadRecipe? recipe = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
        {
            recipe ??= new HeadRecipe { Stages = learner.Description.Head.Stages, Pooling = learner.Description.Head.Pooling };
            return learner.FitHead(recipe, () => learner.ReadFeatures(recipe, progress, stop), progress, stop);
        }

        /// <summary>The features of all training and validation pictures, to fit several heads on.</summary>
        internal FeatureTable ReadFeatures(HeadRecipe recipe, IProgress<StepProgress>? progress, CancellationToken stop)
        {
            learner.RequireHeadOf(recipe);
            ImageData data = learner.Data!;
            LabelledImage[] items = [.. data.Split.Training.Concat(data.Split.Validation).DistinctBy(item => item.Path)];
            return FrozenFeatures.Read(learner.Model, data, items, recipe.Views, learner.Options.Ranks, progress, stop);
        }

        /// <summary>The same on features of this body and this preprocessing, asked for where no checkpoint knows the head.</summary>
        internal HeadFit FitHead(HeadRecipe recipe, Func<FeatureTable> features, IProgress<StepProgress>? progress, CancellationToken stop)
        {
            LinearHead head = learner.RequireHeadOf(recipe);
            if (learner.Journal.IsResuming)
            {
                // What a checkpoint is compared with, and which parameters it has the state of.
                learner.Freeze();
                learner.Note();
            }

            return learner.Journal.Once(
                recipe.ToString(),
                () =>
                {
                    HeadFit found = Search(learner, recipe, features(), progress, stop);
                    learner.Take(found, head);
                    return found;
                },
                found => learner.Take(found, head));
        }

        private void Take(HeadFit found, LinearHead head)
        {
            learner.Freeze();
            learner.Note(new FitProvenance("logistic_regression", 0, 0, [], learner.GroupCount - 1) { C = found.C });
            head.Take(found.Fit);
            learner.Answers = null;
        }

        private LinearHead RequireHeadOf(HeadRecipe recipe)
        {
            HeadDescription has = learner.Description.Head;
            if ((has.Stages, has.Pooling) != (recipe.Stages, recipe.Pooling) || learner.Model.Head is not LinearHead head)
            {
                throw new InvalidOperationException(
                    $"The recipe fits the head '{recipe.ToChoice().Description}' and this learner has '{has}'. "
                    + "Make it with LearnerOptions.Head = recipe.ToChoice(), or HeadChoice.LinearOf.");
            }

            return learner.Data is not null ? head : throw new InvalidOperationException("This learner has batches alone; a head is fitted on pictures.");
        }
    }

    private static HeadFit Search(
        Learner learner, HeadRecipe recipe, FeatureTable features, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        ImageSplit split = learner.Data!.Split;
        var search = new HeadSearch(features, split.Training, split.Classes.Count, recipe, stop);
        (HeadCoefficients found, double c, IReadOnlyList<CrossValidatedC> scores) =
            search.Run(split.GroupsOf(split.Training, stop), learner.Random, progress);
        double[] losses = [.. split.Validation.Select(item => found.Score(features.Of(item.Path)[0], item.Label).Loss)];
        return new HeadFit(found.ToFit(), c, scores, losses.Average()) { ValidLosses = losses };
    }
}
