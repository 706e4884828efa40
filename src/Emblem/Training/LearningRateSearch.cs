using System.Globalization;
using Emblem.Foundation;

namespace Emblem.Training;

/// <summary>
/// What a learning-rate range test found (Smith 2017): the loss while the rate grew, and the rates that four rules suggest.
/// Its shape never changes; a rule that found nothing says null.
/// </summary>
/// <param name="Rates">The rate of each batch, growing geometrically.</param>
/// <param name="SmoothedLosses">The bias-corrected moving average of the loss at each rate; as many as rates.</param>
/// <param name="MinimumGradient">fast.ai v1's first suggestion: where the smoothed loss falls fastest per step.</param>
/// <param name="MinimumLossOverTen">fast.ai v1's second: a tenth of the rate with the smallest smoothed loss.</param>
/// <param name="Valley">fastai 2's default: the middle of the longest falling stretch.</param>
/// <param name="Steepest">fastai 2's other: where the loss falls fastest per unit of log rate.</param>
public sealed record LearningRateSearch(
    IReadOnlyList<double> Rates,
    IReadOnlyList<double> SmoothedLosses,
    double? MinimumGradient,
    double? MinimumLossOverTen,
    double? Valley,
    double? Steepest)
{
    /// <summary><inheritdoc cref="LearningRateSearch" path="/param[@name='Rates']/node()"/></summary>
    public IReadOnlyList<double> Rates { get; init => field = Listing.Of(value); } = Listing.Of(Rates);

    /// <summary><inheritdoc cref="LearningRateSearch" path="/param[@name='SmoothedLosses']/node()"/></summary>
    public IReadOnlyList<double> SmoothedLosses { get; init => field = Listing.Of(value); } = Listing.Of(SmoothedLosses);

    /// <summary>fast.ai's two lines, then the other two rules.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        $"Min numerical gradient: {Rate(MinimumGradient)}",
        $"Min loss divided by 10: {Rate(MinimumLossOverTen)}",
        $"Valley: {Rate(Valley)}",
        $"Steepest: {Rate(Steepest)}");

    private static string Rate(double? rate) => rate?.ToString("0.00E+00", CultureInfo.InvariantCulture) ?? "none";
}
