using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>
/// What a model makes of some pictures whose classes are known: fast.ai's <c>ClassificationInterpretation</c>, as a finished record without the model. Of a learner's
/// pictures <c>Interpret</c> makes one, of answers alone <see cref="Of"/>; all else is worked out when it is asked for.
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

    /// <summary>Interprets answers that are there already, such as those out of fold or of a cross-validation: without views and heatmaps.</summary>
    /// <param name="classes">Class names in index order.</param>
    /// <param name="names">What the pictures are called.</param>
    /// <param name="scored">Their answers, in the same order.</param>
    /// <param name="topLosses">How many of the hardest pictures to keep; 9 by default, 0 for none.</param>
    /// <exception cref="ArgumentException">There are more or fewer names than answers, or classes than probabilities.</exception>
    public static ClassificationInterpretation Of(IReadOnlyList<string> classes, IReadOnlyList<string> names, ScoredBatch scored, int topLosses = 9)
    {
        if (names.Count != scored.Count || classes.Count != scored.Classes)
            throw new ArgumentException($"{names.Count} names of pictures and {classes.Count} of classes do not fit {scored.Count} answers of {scored.Classes} classes.", nameof(names));
        return new ClassificationInterpretation(classes, names, scored, [.. Hardest(scored, topLosses).Select(i => TopLoss.Of(classes, names[i], scored, i))], []);
    }

    /// <summary>Class names in index order.</summary>
    public IReadOnlyList<string> Classes { get; private init => field = Listing.Of(value); }

    /// <summary>The pictures, in order, as paths below the folder that was opened.</summary>
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
    public IReadOnlyList<ClassScore> PerClass => field ??= ClassScore.Of(Confusion);

    /// <summary>Whether a probability says how often it is right.</summary>
    public Calibration Calibration => field ??= Calibration.Of(Scored);

    /// <summary>How often the model is right if it answers only where it is sure enough.</summary>
    public CoverageCurve Coverage => field ??= CoverageCurve.Of(Scored);

    /// <summary>Below which probability the model had better say nothing.</summary>
    /// <inheritdoc cref="AbstainThreshold.For"/>
    public AbstainThreshold Abstain(double precision = AnswerCalibration.UsualPrecision) => AbstainThreshold.For(Scored, precision);

    /// <summary>One class against the rest, by its probability: what is found of it and what is wrongly taken along.</summary>
    /// <param name="ofClass">A class's name.</param>
    /// <exception cref="EmblemException">There is no such class.</exception>
    public RocCurve Roc(string ofClass)
    {
        int label = IndexOf(ofClass);
        return RocCurve.Of(ScoresOf(label), TruthOf(label));
    }

    /// <summary>One class against the rest, by its probability: how pure what is taken for it is, and how much of it that is.</summary>
    /// <inheritdoc cref="Roc"/>
    public PrecisionRecallCurve PrecisionRecall(string ofClass)
    {
        int label = IndexOf(ofClass);
        return PrecisionRecallCurve.Of(ScoresOf(label), TruthOf(label));
    }

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

    private int IndexOf(string ofClass) => Array.IndexOf([.. Classes], ofClass) is >= 0 and int label
        ? label
        : throw new EmblemException($"There is no class '{ofClass}'. There are {string.Join(", ", Classes.Take(ValueText.Shown))}{(Classes.Count > ValueText.Shown ? ", …" : "")}.");

    /// <summary>A picture without an answer comes after all others.</summary>
    private double[] ScoresOf(int label) => [.. Enumerable.Range(0, Scored.Count).Select(i => Scored.Probability(i, label) is var score && float.IsFinite(score) ? score : -1)];

    private bool[] TruthOf(int label) => [.. Scored.Actual.Select(actual => actual == label)];
}
