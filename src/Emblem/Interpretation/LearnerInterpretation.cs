using Emblem.Data;
using Emblem.Foundation;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>Adds interpretation to a learner.</summary>
public static class LearnerInterpretation
{
    /// <summary>Pictures that are kept with their answers.</summary>
    internal const int UsualResults = 12;

    // An explanation holds the maps of all stages at once.
    private const int ExplainedTogether = 4;

    extension(Learner learner)
    {
        /// <summary>
        /// Scores the validation pictures with the weights as they are, and explains the hardest ones. Probabilities are those of the network itself, at the temperature 1: what the
        /// saved model answers has that of <see cref="Learner.Answers"/>.
        /// </summary>
        /// <param name="topLosses">How many of the hardest pictures to keep; 9 by default, 0 for none.</param>
        /// <param name="results">How many pictures to keep with their answers, right and wrong; 12 by default, 0 for none.</param>
        /// <param name="detail">How fine the heatmaps are; <see cref="HeatmapDetail.Usual"/> when null.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ClassificationInterpretation Interpret(int topLosses = 9, int results = UsualResults, HeatmapDetail? detail = null, CancellationToken stop = default) =>
            learner.Interpret(learner.Data?.Split.Validation ?? [], topLosses, results, detail, stop);

        /// <summary>The same of other pictures of the same classes, such as a test set.</summary>
        /// <param name="items">Labelled with the learner's class indices.</param>
        /// <param name="topLosses">How many of the hardest pictures to keep; 9 by default, 0 for none.</param>
        /// <param name="results">How many pictures to keep with their answers, right and wrong; 12 by default, 0 for none.</param>
        /// <param name="detail">How fine the heatmaps are; <see cref="HeatmapDetail.Usual"/> when null.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ClassificationInterpretation Interpret(
            IReadOnlyList<LabelledImage> items, int topLosses = 9, int results = UsualResults, HeatmapDetail? detail = null, CancellationToken stop = default) =>
            learner.Interpret(items, 1, topLosses, results, detail, stop);

        /// <summary>The same with probabilities at a temperature.</summary>
        internal ClassificationInterpretation Interpret(IReadOnlyList<LabelledImage> items, double temperature, int topLosses, int results, HeatmapDetail? detail, CancellationToken stop) =>
            learner.Interpret(items, learner.GetPredictions(items, stop).AtTemperature(temperature), topLosses, results, detail, stop);

        /// <summary>The same of answers that are there already.</summary>
        internal ClassificationInterpretation Interpret(IReadOnlyList<LabelledImage> items, ScoredBatch scored, int topLosses, int results, HeatmapDetail? detail, CancellationToken stop)
        {
            ImageData data = learner.Data!;
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

        /// <summary>
        /// Probabilities, true classes and losses with the weights as they are: fast.ai's <c>get_preds</c>. Those of the network itself: a saved model's are
        /// <c>GetPredictions().AtTemperature(learner.Answers?.Temperature ?? 1)</c>.
        /// </summary>
        /// <param name="items">Labelled with the learner's class indices; the validation pictures when null.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <returns>In the order of the pictures.</returns>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ScoredBatch GetPredictions(IReadOnlyList<LabelledImage>? items = null, CancellationToken stop = default)
        {
            ImageData data = learner.Data ?? throw new InvalidOperationException("This learner has batches alone; it cannot read pictures.");
            return ScoredBatch.Join(data.Classes.Count, [.. Evaluator.Score(learner.Model, data.Ordered(items ?? data.Split.Validation), learner.Options.Ranks, stop)]);
        }

        /// <summary>Scores other pictures of the same classes, for example those that a split set aside for testing.</summary>
        /// <param name="items">Labelled with the learner's class indices.</param>
        /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="InvalidOperationException">The learner was built without pictures.</exception>
        public ScoreInterval Score(IReadOnlyList<LabelledImage> items, CancellationToken stop = default) => learner.GetPredictions(items, stop).Accuracy;
    }

    /// <summary>For each target a map of each picture; one pass of the network's body serves them all.</summary>
    internal static IReadOnlyList<Heatmap>[] Explain(
        Learner learner, ImageData data, IReadOnlyList<LabelledImage> items, int[] predicted, HeatmapTarget[] targets, HeatmapDetail? detail, CancellationToken stop)
    {
        List<Heatmap>[] maps = [.. targets.Select(_ => new List<Heatmap>())];
        if (items.Count == 0)
            return maps;
        foreach (Batch batch in data.Ordered(items, Math.Min(data.Passing, ExplainedTogether)).Epoch(0, stop))
        {
            using Batch owned = batch;
            using var cam = new GradCam(learner.Model, batch.Inputs, detail ?? HeatmapDetail.Usual);
            foreach ((HeatmapTarget target, List<Heatmap> found) in targets.Zip(maps))
                found.AddRange(cam.Of([.. batch.Items.Select(i => target.Direction(data.Classes, items[i].Label, predicted[i]))]));
        }

        return maps;
    }

    private static TopLoss Describe(ImageData data, LabelledImage item, ScoredBatch scored, int i, Heatmap actual, Heatmap predicted) =>
        TopLoss.Of(data.Classes, item.Name, scored, i) with { View = data.ViewPlain(item), Heatmap = actual, PredictedHeatmap = predicted };

    private static ClassifiedView View(ImageData data, LabelledImage item, ScoredBatch scored, int i)
    {
        var answer = TopLoss.Of(data.Classes, item.Name, scored, i);
        return new ClassifiedView(data.ViewPlain(item), item.Name, answer.Actual, answer.Predicted, answer.PredictedProbability);
    }
}
