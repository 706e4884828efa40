using System.Text;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>
/// Appends a run's events to a file as they happen, a <see cref="RunEventLine"/> each, which may be read meanwhile. Of batches and steps only as many are written as somebody
/// who watches can tell apart: four a second at first, one in five seconds in the end. A disk that takes no more lines ends the file and not the run.
/// </summary>
public sealed class RunEventLog : IDisposable
{
    private const double MostOften = 0.25;
    private const double LeastOften = 5;
    private const double Growth = 1000;

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly FileStream _file;
    private long? _lastStep;
    private bool _isBroken;

    /// <param name="path">The file; made where it is missing, with its folder. What is in it stays.</param>
    /// <exception cref="EmblemException">It cannot be written.</exception>
    public RunEventLog(string path)
        : this(path, TimeProvider.System)
    {
    }

    internal RunEventLog(string path, TimeProvider time)
    {
        (_path, _time, _began) = (Path.GetFullPath(path), time, time.GetTimestamp());
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            EndTornLine();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new EmblemException($"Events cannot be written to '{path}': {fault.Message} Give another file, or none.", fault);
        }
    }

    /// <summary>Writes an event, or leaves it out where one like it was just written.</summary>
    public void Write(RunEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (!IsLeftOut(happened))
            Write(RunEventLine.Of(happened, _time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <inheritdoc/>
    public override string ToString() => _path;

    /// <summary>Does something whose events go to an observer, and to a file where there is one, with how it ended where that is not well.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="observer">Told too.</param>
    /// <param name="begun">What the file says first; nothing when null.</param>
    /// <param name="finished">What it says where all went well.</param>
    /// <param name="work">Is given whom to tell.</param>
    internal static async Task<T> AlongAsync<T>(string? path, Action<RunEvent>? observer, string? begun, string? finished, Func<Action<RunEvent>?, Task<T>> work)
    {
        if (path is null)
            return await work(observer).ConfigureAwait(false);
        using var log = new RunEventLog(path);
        log.Say(RunEventLine.Begun, begun);
        try
        {
            T done = await work(Both).ConfigureAwait(false);
            log.Say(RunEventLine.Finished, finished);
            return done;
        }
        catch (OperationCanceledException)
        {
            log.Say(RunEventLine.Stopped, "Stopped; it can be gone on with.");
            throw;
        }
        catch (Exception fault)
        {
            bool isForPeople = fault is EmblemException or IOException or UnauthorizedAccessException;
            log.Say(RunEventLine.Failed, isForPeople ? fault.Message : $"unexpected {fault.GetType().Name}, {fault.Message}");
            throw;
        }

        void Both(RunEvent happened)
        {
            log.Write(happened);
            observer?.Invoke(happened);
        }
    }

    private void Say(string what, string? text)
    {
        if (text is not null)
            Write(new RunEventLine(what, _time.GetUtcNow(), text));
    }

    private void Write(RunEventLine line)
    {
        if (_isBroken)
            return;
        try
        {
            // Another process may have gone on with it since.
            _file.Seek(0, SeekOrigin.End);
            _file.Write(Encoding.UTF8.GetBytes($"{line.ToJson()}\n"));
            _file.Flush();
        }
        catch (IOException)
        {
            _isBroken = true;
        }
    }

    private bool IsLeftOut(RunEvent happened)
    {
        (int done, int? total) = happened switch
        {
            BatchTrained batch => (batch.Done, batch.Total),
            StageAdvanced step => (step.Step.Done, step.Step.Total),
            _ => (0, 0),
        };
        if (total == 0)
        {
            // The first step of a stage is told.
            _lastStep = happened is StageBegun ? null : _lastStep;
            return false;
        }

        double interval = Math.Clamp(_time.GetElapsedTime(_began).TotalSeconds / Growth, MostOften, LeastOften);
        if (done != total && _lastStep is { } last && _time.GetElapsedTime(last).TotalSeconds < interval)
            return true;
        _lastStep = _time.GetTimestamp();
        return false;
    }

    /// <summary>A killed process may have left half a line: what comes now is no part of it.</summary>
    private void EndTornLine()
    {
        if (_file.Length == 0)
            return;
        _file.Seek(-1, SeekOrigin.End);
        if (_file.ReadByte() != '\n')
            _file.WriteByte((byte)'\n');
        _file.Flush();
    }
}
