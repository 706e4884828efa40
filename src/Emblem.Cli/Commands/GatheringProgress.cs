using Emblem.Foundation;
using Emblem.Projects;

namespace Emblem.Cli.Commands;

/// <summary>Shows a gathering's downloads as bars, one a class.</summary>
internal sealed class GatheringProgress
{
    private IProgress<StepProgress>? _shown;

    /// <summary>Hears of the gathering.</summary>
    public void Tell(GatheringEvent happened)
    {
        if (happened is AddressDone { Record: var record } one)
            _shown?.Report(new StepProgress($"downloading {one.Class}", one.Done, one.Total, record.Outcome != Acquisition.DownloadOutcome.Downloaded ? $"{record.Url}: {record.Reason}" : null));
    }

    /// <summary>Shows what is told meanwhile.</summary>
    /// <param name="progress">The bar.</param>
    /// <param name="work">What is done.</param>
    public Task<T> ShowAsync<T>(IProgress<StepProgress> progress, Func<Task<T>> work)
    {
        _shown = progress;
        return work();
    }
}
