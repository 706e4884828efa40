using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>
/// What a model makes of its validation pictures: fast.ai's <c>ClassificationInterpretation</c>, as a finished record without the model.
/// </summary>
public sealed class ClassificationInterpretation
{
    internal ClassificationInterpretation(
        IReadOnlyList<string> classes,
        IReadOnlyList<string> names,
        ScoredBatch scored,
        IReadOnlyList<TopLoss> topLosses,
        IReadOnlyList<ClassifiedView> results)
    {
        Classes = classes;
        Names = names;
        Scored = scored;
        TopLosses = topLosses;
        Results = results;
        Confusion = new ConfusionMatrix(classes, scored.Actual, [.. Enumerable.Range(0, scored.Count).Select(scored.Predicted)]);
    }

    /// <summary>Class names in index order.</summary>
    public IReadOnlyList<string> Classes { get; private init => field = Listing.Of(value); }

    /// <summary>The validation pictures, in order, as paths below the folder that was opened.</summary>
    public IReadOnlyList<string> Names { get; private init => field = Listing.Of(value); }

    /// <summary>Probabilities, true classes and losses of those pictures.</summary>
    public ScoredBatch Scored { get; }

    /// <summary>Rows actual, columns predicted.</summary>
    public ConfusionMatrix Confusion { get; }

    /// <summary>The pictures with the largest losses, largest first.</summary>
    public IReadOnlyList<TopLoss> TopLosses { get; private init => field = Listing.Of(value); }

    /// <summary>
    /// Some of the pictures with their answers, right ones before wrong ones: half of each where there are as many, spread over the pictures in order.
    /// </summary>
    public IReadOnlyList<ClassifiedView> Results { get; private init => field = Listing.Of(value); }

    /// <summary>
    /// Right answers with their 95% Wilson interval. Optimistic where these pictures also chose the epoch: judge by a test set.
    /// </summary>
    public ScoreInterval Accuracy => ScoreInterval.Wilson(Confusion.Right, Confusion.Total);

    /// <summary>The indices of the largest losses, largest first, those that are no numbers before all; of equals the first.</summary>
    internal static IReadOnlyList<int> Hardest(ScoredBatch scored, int count) =>
        [.. Enumerable.Range(0, scored.Count).OrderByDescending(i => float.IsNaN(scored.Losses[i]) ? float.PositiveInfinity : scored.Losses[i]).ThenBy(i => i).Take(count)];

    /// <summary>How well each class is told apart, with intervals.</summary>
    public IReadOnlyList<ClassScore> PerClass => ClassScore.Of(Confusion);

    /// <inheritdoc/>
    public override string ToString() => string.Join(
        Environment.NewLine,
        (string[])[$"{ValueText.Count(Scored.Count, "picture")}, right {Accuracy}", $"{Confusion}", .. TopLosses.Count == 0 ? (string[])[] : ["Hardest:", $"{TopLosses}"]]);

    /// <summary>The indices of some right answers and then of some wrong ones, each in order: half of each where there are as many.</summary>
    internal static IReadOnlyList<int> Sample(ScoredBatch scored, int count)
    {
        ILookup<bool, int> answers = Enumerable.Range(0, scored.Count).ToLookup(scored.IsRight);
        (int[] right, int[] wrong) = ([.. answers[true]], [.. answers[false]]);
        int ofWrong = Math.Min(wrong.Length, Math.Max(count / 2, count - right.Length));
        return [.. Spread(right, count - ofWrong), .. Spread(wrong, ofWrong)];

        static IEnumerable<int> Spread(int[] from, int wanted) =>
            wanted >= from.Length ? from : Enumerable.Range(0, wanted).Select(i => from[(int)((long)i * from.Length / wanted)]);
    }
}
