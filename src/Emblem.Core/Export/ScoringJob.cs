namespace Emblem.Export;

/// <summary>One call's prepared pictures, waiting for what is computed of them.</summary>
/// <param name="pictures">What is computed; one row at least.</param>
/// <param name="joins">Whether it may be computed together with other calls' pictures.</param>
/// <param name="stop">Whoever waits has given up.</param>
internal sealed class ScoringJob(PreparedPictures pictures, bool joins, CancellationToken stop)
{
    // Those who wait go on elsewhere: the thread that computes has more to do.
    private readonly TaskCompletionSource<ScoredRows> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PreparedPictures Pictures => pictures;

    public bool Joins => joins;

    /// <summary>What was computed, or what went wrong.</summary>
    public Task<ScoredRows> Answer => _answer.Task;

    /// <summary>Ends it where whoever waits has given up; true then.</summary>
    public bool TryGiveUp()
    {
        if (!stop.IsCancellationRequested)
            return false;
        _answer.TrySetCanceled(stop);
        return true;
    }

    public void Finish(ScoredRows rows) => _answer.TrySetResult(rows);

    public void Fail(Exception fault) => _answer.TrySetException(fault);
}
