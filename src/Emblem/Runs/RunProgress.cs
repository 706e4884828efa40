using System.Globalization;

namespace Emblem.Runs;

/// <summary>How far a whole run is, all its stages together.</summary>
/// <param name="Share">Of the work, 0 to 1; estimated before it began, so that stages may go faster or slower than it.</param>
/// <param name="Elapsed">Since the run began.</param>
/// <param name="Left">As long as the rest takes at the pace so far; null before anything is known of it.</param>
public readonly record struct RunProgress(double Share, TimeSpan Elapsed, TimeSpan? Left)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Share:0%} done after {Elapsed:hh\\:mm\\:ss}{(Left is { } left ? $", {left:hh\\:mm\\:ss} left" : "")}");
}
