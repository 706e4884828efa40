using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>
/// Hands a run's events to its observer and keeps the one progress of the whole run. Work is counted in passes of the network over a picture,
/// forward; a training step counts as three. What fails of what the run can do without, it tells and writes down.
/// </summary>
/// <param name="observer">Told of each event, one at a time.</param>
/// <param name="time">Tells how long it took so far.</param>
internal sealed class RunTeller(Action<RunEvent>? observer, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private readonly List<PieceMissing> _missing = [];
    private double _total;
    private double _done;
    private double _stage;
    private double _most;

    /// <summary>One event at a time: the search for duplicates reports from several threads.</summary>
    public void Tell(RunEvent happened)
    {
        lock (_gate)
            observer?.Invoke(happened);
    }

    public void Note(string text) => Tell(new RunNote(text));

    public void Warn(string text) => Tell(new RunNote(text, IsWarning: true));

    /// <summary>A file of the run is there.</summary>
    public void Wrote(string path) => Tell(new FileWritten(path));

    /// <summary>What the run had to do without so far.</summary>
    public IReadOnlyList<PieceMissing> Missing => _missing;

    /// <summary>
    /// Makes a piece that the run can do without: a chart, a table, a score of more pictures. Whatever goes wrong costs that piece alone, a fault of ours too,
    /// since the training before it may have taken a day.
    /// </summary>
    /// <returns>The piece; null where it failed.</returns>
    public T? Try<T>(string piece, Func<T?> make)
        where T : class
    {
        try
        {
            return make();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Miss(piece, fault);
            return null;
        }
    }

    /// <summary>Writes a file that the run can do without, and tells where it is.</summary>
    /// <param name="piece">Its name.</param>
    /// <param name="write">Gives its path; null where there is nothing to write.</param>
    public void TryWrite(string piece, Func<string?> write)
    {
        if (Try(piece, write) is { } path)
            Wrote(path);
    }

    /// <summary>A piece could not be made. One that fails again and again, such as the row of each epoch, is told of once.</summary>
    public void Miss(string piece, Exception fault)
    {
        if (_missing.Exists(known => known.Piece == piece))
            return;
        bool isForPeople = fault is EmblemException or IOException or UnauthorizedAccessException;
        var missing = new PieceMissing(piece, isForPeople ? fault.Message : $"unexpected {fault.GetType().Name}, {fault.Message}");
        _missing.Add(missing);
        Tell(missing);
    }

    /// <summary>The work of the whole run; called once it can be estimated.</summary>
    public void Expect(double work) => _total = work;

    /// <summary>The next stage: the one before it has ended.</summary>
    /// <param name="stage">For people.</param>
    /// <param name="work">Its part of the whole.</param>
    /// <param name="rates">Of a stage that trains by epochs.</param>
    /// <returns>Told of its steps.</returns>
    public IProgress<StepProgress> Begin(string stage, double work, StageRates? rates = null)
    {
        (_done, _stage) = (_done + _stage, work);
        Tell(new StageBegun(stage, Now(0)) { Rates = rates });
        return new Steps(this, stage);
    }

    /// <summary>What has been done of the run when a part of the stage has.</summary>
    public RunProgress Now(double partOfStage)
    {
        TimeSpan elapsed = time.GetElapsedTime(_began);
        // A stage may count several things one after the other: what was told is never taken back.
        double share = _most = Math.Max(_most, _total > 0 ? Math.Min((_done + (_stage * partOfStage)) / _total, 1) : 0);
        return new RunProgress(share, elapsed, share > 0 ? elapsed * ((1 - share) / share) : null);
    }

    private sealed class Steps(RunTeller teller, string stage) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            // Measured and told in one: else a later share could be told before an earlier one.
            lock (teller._gate)
                teller.Tell(new StageAdvanced(stage, value, teller.Now(value.Total is > 0 and int total ? Math.Min((double)value.Done / total, 1) : 0)));
        }
    }
}
