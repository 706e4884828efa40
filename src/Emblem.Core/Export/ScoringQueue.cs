using System.Diagnostics;

namespace Emblem.Export;

/// <summary>
/// The calls that wait for an engine, which one thread serves: so an engine need not be safe for several, and torch keeps one team of its own threads.
/// While it computes, further calls gather; those that may share a batch are then computed together, without anyone having waited for company. The
/// thread ends when nothing came for a while, so a predictor that nobody disposed holds none.
/// </summary>
/// <param name="engine">Called by the one thread only, and not disposed here.</param>
/// <param name="batchRows">Rows of a shared batch at most.</param>
/// <param name="idle">How long the thread waits for more.</param>
internal sealed class ScoringQueue(IClassifierEngine engine, int batchRows, TimeSpan idle) : IDisposable
{
    private readonly List<ScoringJob> _waiting = [];
    private Thread? _thread;
    private bool _closed;

    /// <summary>Whether a thread serves it just now.</summary>
    public bool HasThread
    {
        get
        {
            lock (_waiting)
                return _thread is not null;
        }
    }

    /// <summary>Puts pictures at the end of the queue.</summary>
    /// <param name="pictures">One row or more.</param>
    /// <param name="joins">Whether other calls' pictures may be computed with them, which can change an answer's last bits.</param>
    /// <param name="stop">Takes them out again if they are not being computed yet.</param>
    /// <returns>What the engine makes of each row.</returns>
    public Task<ScoredRows> ScoreAsync(PreparedPictures pictures, bool joins, CancellationToken stop)
    {
        var job = new ScoringJob(pictures, joins, stop);
        lock (_waiting)
        {
            _waiting.Add(job);
            PredictorMeter.Enters();
            Monitor.Pulse(_waiting);
            if (_thread is null)
            {
                _thread = new Thread(Work) { IsBackground = true, Name = "Emblem predictions" };
                _thread.Start();
            }
        }

        return job.Answer;
    }

    /// <summary>Ends the thread, after what is in the queue.</summary>
    public void Dispose()
    {
        Thread? thread;
        lock (_waiting)
        {
            _closed = true;
            Monitor.Pulse(_waiting);
            thread = _thread;
        }

        thread?.Join();
    }

    private void Work()
    {
        while (TakeBatch() is { Count: > 0 } batch)
            Compute(batch);
    }

    /// <summary>What is computed next; nothing when the thread is to end.</summary>
    private List<ScoringJob> TakeBatch()
    {
        lock (_waiting)
        {
            while (true)
            {
                PredictorMeter.Leaves(_waiting.RemoveAll(job => job.TryGiveUp()));
                if (_waiting.Count > 0)
                    return Gather();
                if (_closed || (!Monitor.Wait(_waiting, idle) && _waiting.Count == 0))
                {
                    _thread = null;
                    return [];
                }
            }
        }
    }

    /// <summary>Takes the oldest call out, with those behind it that may share its batch and fit.</summary>
    private List<ScoringJob> Gather()
    {
        List<ScoringJob> batch = [_waiting[0]];
        int rows = _waiting[0].Pictures.Rows;
        foreach (ScoringJob job in _waiting.Skip(1).Where(job => job.Joins && batch[0].Joins))
        {
            if (rows + job.Pictures.Rows > batchRows)
                break;
            batch.Add(job);
            rows += job.Pictures.Rows;
        }

        PredictorMeter.Leaves(_waiting.RemoveAll(batch.Contains));
        return batch;
    }

    private void Compute(List<ScoringJob> batch)
    {
        try
        {
            int rows = batch.Sum(job => job.Pictures.Rows);
            long began = Stopwatch.GetTimestamp();
            (float[] logits, double[] novelties) = Score(Together(batch).Span, rows);
            batch.ForEach(job => job.Pictures.Free());
            PredictorMeter.Computed(rows, Stopwatch.GetElapsedTime(began));
            int classes = engine.Description.Classes.Count;
            if (logits.Length != rows * classes)
                throw new InvalidOperationException($"The engine gave {logits.Length} logits for {rows} pictures and {classes} classes.");
            float[] probabilities = engine.Softmax(engine.Description.Answers?.Temper(logits) ?? logits);
            int at = 0;
            foreach (ScoringJob job in batch)
            {
                int end = at + job.Pictures.Rows;
                job.Finish(new ScoredRows(probabilities[(at * classes)..(end * classes)], novelties.Length == 0 ? [] : novelties[at..end]));
                at = end;
            }
        }
        catch (Exception fault)
        {
            // Whoever waits throws it.
            foreach (ScoringJob job in batch)
                job.Fail(fault);
        }
    }

    /// <summary>Logits, and how far each row is from what taught the model; nothing of the latter where nothing is known of that.</summary>
    private (float[] Logits, double[] Novelties) Score(ReadOnlySpan<float> pictures, int rows)
    {
        if (engine.Known is not { } known)
            return (engine.Score(pictures, rows), []);
        float[] logits = engine.Score(pictures, rows, out float[] features);
        if (features.Length != rows * known.Width)
            throw new InvalidOperationException($"The engine gave {features.Length} features for {rows} pictures of {known.Width} each.");
        return (logits, [.. features.Chunk(known.Width).Select(picture => known.NoveltyOf(picture))]);
    }

    private static ReadOnlyMemory<float> Together(List<ScoringJob> batch)
    {
        if (batch.Count == 1)
            return batch[0].Pictures.Pixels;
        var all = new float[batch.Sum(job => job.Pictures.Pixels.Length)];
        int at = 0;
        foreach (ScoringJob job in batch)
        {
            job.Pictures.Pixels.CopyTo(all.AsMemory(at));
            at += job.Pictures.Pixels.Length;
        }

        return all;
    }
}
