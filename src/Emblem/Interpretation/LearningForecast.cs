using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>What twice as many pictures would bring, as far as a learning curve tells.</summary>
/// <param name="Pictures">Twice as many as taught at the last point.</param>
/// <param name="Gain">By how much accuracy would rise; below 0 where it would fall.</param>
/// <param name="Low">The lower end of its 95% interval.</param>
/// <param name="High">The upper end.</param>
public sealed record LearningForecast(int Pictures, double Gain, double Low, double High)
{
    private const string Signed = "+0.000;-0.000;0.000";

    /// <summary>The fitted curve and its band, from the fewest pictures to <see cref="Pictures"/>.</summary>
    public IReadOnlyList<ForecastPoint> Band { get; init => field = Listing.Of(value); } = Listing.Of<ForecastPoint>([]);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{ValueText.Number(Gain, Signed)} (95% interval {ValueText.Number(Low, Signed)} to {ValueText.Number(High, Signed)}) with {ValueText.Count(Pictures, "picture")}";
}

/// <summary>A place of a fitted learning curve.</summary>
/// <param name="Pictures">That teach.</param>
/// <param name="Accuracy">Expected of so many, 0 to 1.</param>
/// <param name="Low">The lower end of its 95% interval.</param>
/// <param name="High">The upper end.</param>
public sealed record ForecastPoint(double Pictures, double Accuracy, double Low, double High)
{
    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
