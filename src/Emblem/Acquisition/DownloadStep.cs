using Emblem.Foundation;

namespace Emblem.Acquisition;

/// <summary>It is known what became of an address.</summary>
/// <param name="Record">Its picture, or why there is none.</param>
/// <param name="WasThere">Whether an earlier run had brought it, so that nobody was asked.</param>
/// <param name="Done">Addresses so far.</param>
/// <param name="Total">All of the list.</param>
internal readonly record struct DownloadStep(DownloadRecord Record, bool WasThere, int Done, int Total)
{
    /// <summary>As a bar of progress shows it.</summary>
    /// <param name="stage">What the bar is called.</param>
    public StepProgress ToProgress(string stage) => new(stage, Done, Total, Record.Outcome != DownloadOutcome.Downloaded ? $"{Record.Url}: {Record.Reason}" : null);
}
