using System.Diagnostics;

namespace Emblem.Export;

/// <summary>
/// How many groups a rank gets in a round: as many as take about a second, so that ranks seldom wait for each other and a killed prediction loses little. Begins
/// small, since nothing is known of the model's pace.
/// </summary>
internal sealed class RoundPace
{
    private const int Most = 64;

    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(1);

    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Groups of a rank in the next round.</summary>
    public int Groups { get; private set; } = 1;

    /// <summary>A round has ended: at most twice as many next time, and never fewer than half.</summary>
    public void Next() => Next(Stopwatch.GetElapsedTime(_last));

    /// <inheritdoc cref="Next()"/>
    /// <param name="took">Since the one before.</param>
    internal void Next(TimeSpan took)
    {
        _last = Stopwatch.GetTimestamp();
        double fitting = Groups * Math.Clamp(Wanted / took, 0.5, 2);
        Groups = Math.Clamp((int)Math.Round(fitting), 1, Most);
    }
}
