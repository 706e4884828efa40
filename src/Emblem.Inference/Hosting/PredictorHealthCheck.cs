using Emblem.Export;
using Emblem.Imaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Emblem.Hosting;

/// <summary>Healthy is a predictor that answers for a picture, a plain gray one, with numbers.</summary>
/// <param name="predictor">Asked each time.</param>
public sealed class PredictorHealthCheck(IPredictor predictor) : IHealthCheck
{
    private const int Side = 32;

    private static readonly PixelImage Gray = new(Side, Side, [.. Enumerable.Repeat((byte)128, Side * Side * 3)]);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Prediction answer = await predictor.PredictAsync(Gray, cancellationToken).ConfigureAwait(false);
        return answer.Label is null ? HealthCheckResult.Unhealthy($"The model gives no answer: {answer.Reason}.") : HealthCheckResult.Healthy($"{predictor.Classes.Count} classes");
    }

    /// <inheritdoc/>
    public override string ToString() => $"health of {predictor}";
}
