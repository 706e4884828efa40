namespace Emblem.Foundation;

/// <summary>By how much something is less on the same pictures, picture by picture.</summary>
/// <param name="Mean">Below 0 where it is more.</param>
/// <param name="StandardError">Of that mean; 0 for a single picture.</param>
internal readonly record struct PairedGain(double Mean, double StandardError)
{
    /// <summary>
    /// Whether it is more than one standard error, the rule of Breiman et al. (1984) for the simpler of two models. What is no number is no gain.
    /// </summary>
    public bool IsReal => Exceeds(1);

    /// <summary>Whether it is more than so many standard errors.</summary>
    public bool Exceeds(double errors) => double.IsFinite(Mean) && Mean > errors * StandardError;

    /// <summary>The mean of some gains; one at least.</summary>
    public static PairedGain Of(IReadOnlyCollection<double> gains)
    {
        double mean = gains.Average();
        double variance = gains.Count == 1 ? 0 : gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Count - 1);
        return new PairedGain(mean, Math.Sqrt(variance / gains.Count));
    }
}
