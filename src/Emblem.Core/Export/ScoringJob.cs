namespace Emblem.Export;

/// <summary>One call's prepared pictures, waiting for their probabilities.</summary>
/// <param name="pictures">What is computed; one row at least.</param>
/// <param name="joins">Whether it may be computed together with other calls' pictures.</param>
/// <param name="stop">Whoever waits has given up.</param>
internal sealed class ScoringJob(PreparedPictures pictures, bool joins, CancellationToken stop)
{
    // Those who wait go on elsewhere: the thread that computes has more to do.
    private readonly TaskCompletionSource<float[]> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PreparedPictures Pictures => pictures;

    public bool Joins => joins;

    /// <summary>Probabilities [rows, classes], or what went wrong.</summary>
    public Task<float[]> Probabilities => _answer.Task;

    /// <summary>Ends it where whoever waits has given up; true then.</summary>
    public bool TryGiveUp()
    {
        if (!stop.IsCancellationRequested)
            return false;
        _answer.TrySetCanceled(stop);
        return true;
    }

    public void Finish(float[] probabilities) => _answer.TrySetResult(probabilities);

    public void Fail(Exception fault) => _answer.TrySetException(fault);
}
