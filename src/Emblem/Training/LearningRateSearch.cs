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
    double? Steepest);
