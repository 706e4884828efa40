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
        /// <param name="results">How many pictures to keep with their answers, right and wrong; 12 by default, 0 for none.</param>
        /// <param name="detail">How fine the heatmaps are; <see cref="HeatmapDetail.Usual"/> when null.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ClassificationInterpretation Interpret(int topLosses = 9, int results = 12, HeatmapDetail? detail = null, CancellationToken stop = default)
        {
            ImageData data = learner.Data ?? throw new InvalidOperationException("This learner has batches alone; interpretation looks at pictures.");
            IReadOnlyList<LabelledImage> items = data.Split.Validation;
            ScoredBatch scored = learner.GetPredictions(items, stop);
            int[] hardest = [.. ClassificationInterpretation.Hardest(scored, topLosses)];
            IReadOnlyList<Heatmap>[] maps = Explain(
                learner,
                data,
                [.. hardest.Select(i => items[i])],
                [.. hardest.Select(scored.Predicted)],
                [HeatmapTarget.Actual, HeatmapTarget.Predicted],
                detail,
                stop);
            return new ClassificationInterpretation(
                data.Classes,
                [.. items.Select(item => item.Name)],
                scored,
                [.. hardest.Select((i, place) => Describe(data, items[i], scored, i, maps[0][place], maps[1][place]))],
                [.. ClassificationInterpretation.Sample(scored, results).Select(i => View(data, items[i], scored, i))]);
        }

        /// <summary>Grad-CAM: where in pictures the evidence for a class lies. Pictures pass the network twice, in batches.</summary>
        /// <param name="target">Which class, or which against which.</param>
        /// <param name="items">Labelled with the learner's class indices; the validation pictures when null.</param>
        /// <param name="detail">How fine, and by which method; <see cref="HeatmapDetail.Usual"/> when null.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <returns>In the order of the pictures.</returns>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        /// <exception cref="EmblemException">The learner does not know the class.</exception>
        public IReadOnlyList<Heatmap> Explain(
            HeatmapTarget target, IReadOnlyList<LabelledImage>? items = null, HeatmapDetail? detail = null, CancellationToken stop = default)
        {
            ImageData data = learner.Data ?? throw new InvalidOperationException("This learner has batches alone; interpretation looks at pictures.");
            items ??= data.Split.Validation;
            ScoredBatch scored = learner.GetPredictions(items, stop);
            return Listing.Of(Explain(learner, data, items, [.. Enumerable.Range(0, scored.Count).Select(scored.Predicted)], [target], detail, stop)[0]);
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

    /// <summary>For each target a map of each picture; one pass of the network's body serves them all.</summary>
    private static IReadOnlyList<Heatmap>[] Explain(
        Learner learner, ImageData data, IReadOnlyList<LabelledImage> items, int[] predicted, HeatmapTarget[] targets, HeatmapDetail? detail, CancellationToken stop)
    {
        List<Heatmap>[] maps = [.. targets.Select(_ => new List<Heatmap>())];
        if (items.Count == 0)
            return maps;
        foreach (Batch batch in data.Ordered(items).Epoch(0, stop))
        {
            using Batch owned = batch;
            using var cam = new GradCam(learner.Model, batch.Inputs, detail ?? HeatmapDetail.Usual);
            foreach ((HeatmapTarget target, List<Heatmap> found) in targets.Zip(maps))
                found.AddRange(cam.Of([.. batch.Items.Select(i => target.Direction(data.Classes, items[i].Label, predicted[i]))]));
        }

        return maps;
    }

    private static TopLoss Describe(ImageData data, LabelledImage item, ScoredBatch scored, int i, Heatmap actual, Heatmap predicted) => new(
        item.Name, data.Classes[item.Label], Answer(data, scored, i), scored.Losses[i], scored.Probability(i, item.Label), data.ViewPlain(item), actual)
    {
        PredictedProbability = Certainty(scored, i),
        PredictedHeatmap = predicted,
    };

    private static ClassifiedView View(ImageData data, LabelledImage item, ScoredBatch scored, int i) =>
        new(data.ViewPlain(item), item.Name, data.Classes[item.Label], Answer(data, scored, i), Certainty(scored, i));

    private static string Answer(ImageData data, ScoredBatch scored, int i) =>
        scored.Predicted(i) is >= 0 and int predicted ? data.Classes[predicted] : TopLoss.NoAnswer;

    private static double Certainty(ScoredBatch scored, int i) =>
        scored.Predicted(i) is >= 0 and int predicted ? scored.Probability(i, predicted) : double.NaN;
}
