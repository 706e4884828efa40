using System.Globalization;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>What pictures that did not teach a model say of its probabilities, and the rule for answers that follows.</summary>
/// <param name="Rule">For <see cref="Training.Learner.Answers"/>; null where <see cref="FewestPictures"/> are not there, too few to say anything.</param>
/// <param name="Before">How the probabilities are calibrated as they are.</param>
/// <param name="After">
/// At a temperature: each picture at the one that the others choose, so it is what new ones may expect. The same as <paramref name="Before"/> where the temperature stays 1.
/// </param>
/// <param name="LossBefore">Mean cross-entropy of the pictures as they are, in nats.</param>
/// <param name="LossAfter">The same at temperatures that others choose, be they kept or not.</param>
/// <param name="Abstain">The threshold that the wanted precision needs, with what it will do; null where none was wanted or the pictures are too few.</param>
public sealed record AnswerCalibration(
    AnswerRule? Rule, Calibration Before, Calibration After, double LossBefore, double LossAfter, AbstainThreshold? Abstain)
{
    /// <summary>Of fewer pictures, two more or less that are right change all.</summary>
    public const int FewestPictures = 40;

    /// <summary>How often answers are wanted to be right unless somebody says otherwise.</summary>
    public const double UsualPrecision = 0.95;

    // New pictures are rather harder than those at hand: a model is made surer of itself on stronger evidence than the one standard error that cools it.
    private const double ErrorsToSharpen = 3;

    // A model that is sure of the fewer half of all pictures needs more pictures to learn from, and no threshold.
    private const double LeastCoverage = 0.5;

    /// <summary>
    /// Chooses temperature and threshold. A temperature is kept only where the loss of pictures that did not choose it is less by more than one standard error, by more than
    /// three where it would make the model surer of itself; a threshold only where answers are wrong more often than wanted without one, and where it leaves at least half
    /// of the pictures an answer.
    /// </summary>
    /// <param name="heldOut">What models that had not learned from a picture make of it, as they are.</param>
    /// <param name="fittedOn">Which pictures these are.</param>
    /// <param name="precision">How often answers are wanted to be right, at most 1; 0 for no threshold.</param>
    /// <param name="seed">Of the parts and the bootstrap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is no share.</exception>
    public static AnswerCalibration Of(ScoredBatch heldOut, HeldOut fittedOn, double precision = UsualPrecision, long seed = RandomSource.UsualSeed)
    {
        if (!(precision is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "Expected a share up to 1, or 0 for no threshold.");
        int[] answered = [.. Enumerable.Range(0, heldOut.Count).Where(i => heldOut.Predicted(i) >= 0)];
        var before = Calibration.Of(heldOut, seed: seed);
        double lossBefore = Mean(heldOut, answered);
        if (answered.Length < FewestPictures)
            return new AnswerCalibration(null, before, before, lossBefore, lossBefore, null);
        ScoredBatch crossed = heldOut.AtCrossFittedTemperatures(seed);
        double fitted = heldOut.FitCautiousTemperature();
        bool helps = PairedGain.Of([.. answered.Select(i => (double)heldOut.Losses[i] - crossed.Losses[i])]).Exceeds(fitted < 1 ? ErrorsToSharpen : 1);
        double temperature = helps ? fitted : 1;
        AbstainThreshold? abstain = precision == 0 ? null : AbstainThreshold.For(heldOut.AtTemperature(temperature), precision, seed);
        double threshold = abstain is { IsReachable: true } && abstain.Coverage.Score >= LeastCoverage ? abstain.Threshold : 0;
        return new AnswerCalibration(
            new AnswerRule(temperature, threshold, precision, fittedOn, answered.Length),
            before,
            helps ? Calibration.Of(crossed, seed: seed) : before,
            lossBefore,
            Mean(crossed, answered),
            abstain)
        {
            Fitted = fitted,
        };
    }

    /// <summary>The temperature that fits these pictures best, be it kept or not.</summary>
    public double Fitted { get; init; } = 1;

    /// <summary>What became of the temperature, in a sentence.</summary>
    public string TemperatureWords => Rule switch
    {
        null => $"Probabilities are left as they are: fewer than {FewestPictures} pictures could judge them.",
        { Temperature: 1 } => Words($"Probabilities are left as they are: on {Rule.By} their calibration error is {Before.Error:0.000}, and what a temperature of {Fitted:0.00} would gain is too little to count on."),
        _ => Words($"Probabilities are set right by a temperature of {Rule.Temperature:0.00}, chosen on {Rule.By}: calibration error {Before.Error:0.000} before, {After.Error:0.000} after (95% interval {After.ErrorLow:0.000} to {After.ErrorHigh:0.000}), loss {LossBefore:0.000} before, {LossAfter:0.000} after."),
    };

    /// <summary>What became of the threshold, in a sentence.</summary>
    public string ThresholdWords => (Rule, Abstain) switch
    {
        (null, _) or (_, null) => "Every picture gets an answer.",
        ({ Threshold: > 0 }, _) => Words($"Answers below a probability of {Rule.Threshold:0.000} are called unsure: about {Abstain.Coverage.Score:0%} of new pictures get an answer, and {Abstain.Precision.Score:0.0%} of those are right (95% interval {Abstain.Precision.Low:0.0%} to {Abstain.Precision.High:0.0%})."),
        (_, { Threshold: 0 }) => Words($"Every picture gets an answer: {Abstain.Precision.Score:0.0%} are right, and {Abstain.Wanted:0.0%} were wanted."),
        (_, { IsReachable: false }) => Words($"Every picture gets an answer: no threshold makes {Abstain.Wanted:0.0%} of them right."),
        _ => Words($"Every picture gets an answer: for {Abstain.Wanted:0.0%} right ones only {Abstain.Coverage.Score:0%} of pictures would get one."),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{TemperatureWords} {ThresholdWords}";

    private static double Mean(ScoredBatch scored, int[] pictures) => pictures.Select(i => (double)scored.Losses[i]).DefaultIfEmpty().Average();

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
