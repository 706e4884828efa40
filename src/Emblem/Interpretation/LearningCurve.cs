using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>
/// Whether it pays to collect more pictures: how good models are that learned from a part of those there are, and what twice as many would bring.
/// </summary>
/// <param name="Points">From the smallest part to all, at least one.</param>
/// <param name="Forecast">Null where there are too few points to say anything.</param>
public sealed record LearningCurve(IReadOnlyList<LearningPoint> Points, LearningForecast? Forecast)
{
    /// <summary>A gain from which on it is called worth collecting as many pictures again: one more of a hundred right.</summary>
    public const double Worth = 0.01;

    private const string Signed = "+0.000;-0.000;0.000";
    private const double Percent = 100;

    /// <summary><inheritdoc cref="LearningCurve" path="/param[@name='Points']/node()"/></summary>
    public IReadOnlyList<LearningPoint> Points { get; init => field = Listing.Of(value); } = Listing.Of(Points);

    /// <summary>What learned, in words.</summary>
    public string Learner { get; init; } = "";

    /// <summary>Pictures that were held out, each from every part at least once.</summary>
    public int HeldOut { get; init; }

    /// <summary>What is to be done. Where the points show no trend beyond noise, and leave room for one, nothing is promised.</summary>
    public LearningVerdict Verdict => Forecast switch
    {
        null => LearningVerdict.CannotTell,
        { High: < Worth } => LearningVerdict.HardlyWorthIt,
        { Low: > 0, Gain: >= Worth } => LearningVerdict.WorthIt,
        _ => LearningVerdict.CannotTell,
    };

    /// <summary>The same in plain words, with figures.</summary>
    public string Summary => $"{Measured} {(Verdict, Forecast) switch
    {
        (_, null) => "That is too little to tell what more pictures would bring.",
        (LearningVerdict.WorthIt, var more) => $"Twice as many would bring about {Interval(more)}: worth it.",
        (LearningVerdict.HardlyWorthIt, var more) => $"Twice as many would bring about {Interval(more)}: hardly worth it.",
        (_, var more) => $"What twice as many would bring cannot be told: anything from {Number(more.Low)} to {Number(more.High)} goes with these points.",
    }}";

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, [.. Points.Select(point => point.ToString()), Summary]);

    private string Measured
    {
        get
        {
            (LearningPoint first, LearningPoint last) = (Points[0], Points[^1]);
            string right = $"{Share(last.Accuracy)} of new pictures are right (95% interval {Share(last.Low)} to {Share(last.High)}) where {ValueText.Count(last.Pictures)} taught";
            return Points.Count == 1 ? $"{right}." : $"{right}, {Share(first.Accuracy)} where {ValueText.Count(first.Pictures)} did.";
        }
    }

    private static string Interval(LearningForecast more) => $"{Number(more.Gain)} ({Number(more.Low)} to {Number(more.High)}) in accuracy";

    private static string Number(double gain) => ValueText.Number(gain, Signed);

    private static string Share(double share) => $"{ValueText.Number(share * Percent, "0.#")}%";
}

/// <summary>Whether to collect as many pictures again.</summary>
public enum LearningVerdict
{
    /// <summary>The pictures that there are do not tell.</summary>
    CannotTell,

    /// <summary>The gain is below <see cref="LearningCurve.Worth"/>, its whole interval is.</summary>
    HardlyWorthIt,

    /// <summary>There is a gain beyond noise, and of <see cref="LearningCurve.Worth"/> or more.</summary>
    WorthIt,
}
