using Emblem.Foundation;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>
/// Whether a model that says 0.9 is right nine times of ten: its answers in bins of equal width by the probability it gave them (Guo et al. 2017).
/// </summary>
/// <param name="Bins">From 0 to 1; a probability on an edge is in the bin below it.</param>
/// <param name="Error">The expected calibration error: the mean distance between what the bins claim and what is right, weighted by their answers; 0 is perfect.</param>
/// <param name="ErrorLow">The lower end of its 95% interval, by a bootstrap over pictures.</param>
/// <param name="ErrorHigh">The upper end.</param>
public sealed record Calibration(IReadOnlyList<ReliabilityBin> Bins, double Error, double ErrorLow, double ErrorHigh)
{
    /// <summary><inheritdoc cref="Calibration" path="/param[@name='Bins']/node()"/></summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; init => field = Listing.Of(value); } = Listing.Of(Bins);

    /// <summary>As the papers have it.</summary>
    public const int UsualBins = 15;

    private const int Resamplings = 1000;
    private const int Tail = Resamplings / 40;

    /// <summary>Measures it. Pictures without an answer are left aside.</summary>
    /// <param name="scored">Probabilities and truth.</param>
    /// <param name="bins">How many, at least 1.</param>
    /// <param name="seed">Of the bootstrap.</param>
    public static Calibration Of(ScoredBatch scored, int bins = UsualBins, long seed = RandomSource.UsualSeed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        Answer[] answers = [.. Enumerable.Range(0, scored.Count).Where(i => scored.Predicted(i) >= 0).Select(i => Answer.Of(scored, i, bins))];
        ReliabilityBin[] measured = [.. Enumerable.Range(0, bins).Select(bin => Measure([.. answers.Where(answer => answer.Bin == bin)], bin, bins))];
        if (answers.Length == 0)
            return new Calibration(measured, 0, 0, 0);
        RandomStream random = new RandomSource(seed).Stream("calibration");
        double[] errors = [.. Enumerable.Range(0, Resamplings).Select(_ => ErrorOf(Resample(answers, random), bins)).Order()];
        return new Calibration(measured, ErrorOf(answers, bins), errors[Tail - 1], errors[^Tail]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"calibration error {ValueText.Number(Error)} (95% interval {ValueText.Number(ErrorLow)} to {ValueText.Number(ErrorHigh)})";

    private static ReliabilityBin Measure(Answer[] answers, int bin, int bins) => new(
        (double)bin / bins,
        (double)(bin + 1) / bins,
        answers.Length == 0 ? null : answers.Average(answer => answer.Confidence),
        ScoreInterval.Wilson(answers.Count(answer => answer.IsRight), answers.Length));

    private static IEnumerable<Answer> Resample(Answer[] answers, RandomStream random) => Enumerable.Range(0, answers.Length).Select(_ => answers[random.NextInt(answers.Length)]);

    private static double ErrorOf(IEnumerable<Answer> answers, int bins)
    {
        double[] gap = new double[bins];
        int count = 0;
        foreach (Answer answer in answers)
        {
            gap[answer.Bin] += answer.Confidence - (answer.IsRight ? 1 : 0);
            count++;
        }

        return gap.Sum(Math.Abs) / count;
    }

    private readonly record struct Answer(double Confidence, bool IsRight, int Bin)
    {
        public static Answer Of(ScoredBatch scored, int picture, int bins)
        {
            double confidence = scored.Probability(picture, scored.Predicted(picture));
            return new Answer(confidence, scored.IsRight(picture), Math.Clamp((int)Math.Ceiling(confidence * bins) - 1, 0, bins - 1));
        }
    }
}

/// <summary>Answers of about one probability.</summary>
/// <param name="Low">The bin's lower edge, which it does not hold.</param>
/// <param name="High">Its upper edge.</param>
/// <param name="Confidence">The mean probability of its answers; null without any.</param>
/// <param name="Accuracy">How many of them are right, with the 95% interval.</param>
public sealed record ReliabilityBin(double Low, double High, double? Confidence, ScoreInterval Accuracy)
{
    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Item(Low)} to {ValueText.Item(High)}: says {ValueText.Number(Confidence)}, right {Accuracy}";
}
