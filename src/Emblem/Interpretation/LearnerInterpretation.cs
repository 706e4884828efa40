using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>Adds interpretation to a learner.</summary>
public static class LearnerInterpretation
{
    extension(Learner learner)
    {
        /// <summary>Scores the validation pictures with the weights as they are, and explains the hardest ones.</summary>
        /// <param name="topLosses">How many of the hardest pictures to keep; 9 by default, 0 for none.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ClassificationInterpretation Interpret(int topLosses = 9, CancellationToken stop = default)
        {
            ImageData data = learner.Data ?? throw new InvalidOperationException("This learner has batches alone; interpretation looks at pictures.");
            IReadOnlyList<LabelledImage> items = data.Split.Validation;
            ScoredBatch scored = learner.GetPredictions(items, stop);
            int[] hardest = [.. ClassificationInterpretation.Hardest(scored, topLosses)];
            IReadOnlyList<Heatmap> maps = Explain(learner, data, [.. hardest.Select(i => items[i])], stop);
            return new ClassificationInterpretation(
                data.Classes,
                [.. items.Select(item => item.Name)],
                scored,
                [.. hardest.Zip(maps, (i, map) => Describe(data, items[i], scored, i, map))]);
        }

        /// <summary>Probabilities, true classes and losses with the weights as they are: fast.ai's <c>get_preds</c>.</summary>
        /// <param name="items">Labelled with the learner's class indices; the validation pictures when null.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <returns>In the order of the pictures.</returns>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ScoredBatch GetPredictions(IReadOnlyList<LabelledImage>? items = null, CancellationToken stop = default)
        {
            ImageData data = learner.Data ?? throw new InvalidOperationException("This learner has batches alone; it cannot read pictures.");
            return ScoredBatch.Join(data.Classes.Count, [.. Evaluator.Score(learner.Model, data.Ordered(items ?? data.Split.Validation), stop)]);
        }

        /// <summary>Scores other pictures of the same classes, for example those that a split set aside for testing.</summary>
        /// <param name="items">Labelled with the learner's class indices.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ScoreInterval Score(IReadOnlyList<LabelledImage> items, CancellationToken stop = default) => learner.GetPredictions(items, stop).Accuracy;
    }

    private static IReadOnlyList<Heatmap> Explain(Learner learner, ImageData data, IReadOnlyList<LabelledImage> items, CancellationToken stop)
    {
        var maps = new List<Heatmap>();
        if (items.Count == 0)
            return maps;
        foreach (Batch batch in data.Ordered(items).Epoch(0, stop))
        {
            using Batch owned = batch;
            maps.AddRange(GradCam.For(learner.Model, batch.Inputs, [.. batch.Items.Select(i => (long)items[i].Label)]));
        }

        return maps;
    }

    private static TopLoss Describe(ImageData data, LabelledImage item, ScoredBatch scored, int i, Heatmap map) => new(
        item.Name,
        data.Classes[item.Label],
        scored.Predicted(i) is >= 0 and int predicted ? data.Classes[predicted] : TopLoss.NoAnswer,
        scored.Losses[i],
        scored.Probability(i, item.Label),
        data.ViewPlain(item),
        map);
}
