using Emblem.Foundation;
using Emblem.Projects;

namespace Emblem.Studio.Collect;

/// <summary>
/// Gathers a project's pictures, once at a time, and tells all tabs how far it is. What it knows beyond the project's files is only how this run goes. Pictures are
/// decoded by processes of their own.
/// </summary>
public sealed class CollectJob(ProjectFolder project, StudioOptions options) : IDisposable
{
    /// <summary>The command's verb whose processes decode.</summary>
    private const string DecodeVerb = "decode-worker";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private bool _again;
    private long _told;

    /// <summary>Something is otherwise; asked on any thread, a few times a second.</summary>
    public event Action? Changed;

    /// <summary>How the run goes, or went.</summary>
    public CollectProgress Progress { get; private set; } = new();

    /// <summary>Why it ended early; null where it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether somebody stopped it.</summary>
    public bool WasStopped { get; private set; }

    /// <summary>Whether it is at work.</summary>
    public bool IsRunning => _stop is not null;

    /// <summary>The end of what is under way.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Begins, or goes on. One that is at work looks through what has come meanwhile when it ends.</summary>
    /// <param name="downloads">Whether addresses are asked, those that failed before among them.</param>
    public void Start(bool downloads)
    {
        lock (_gate)
        {
            if (_stop is not null)
            {
                _again = true;
                return;
            }

            _stop = new CancellationTokenSource();
            (Progress, Fault, WasStopped, _again) = (new CollectProgress(), null, false, false);
            CancellationToken stop = _stop.Token;
            Ended = Task.Run(() => RunAsync(downloads, stop), CancellationToken.None);
        }

        Changed?.Invoke();
    }

    /// <summary>Ends what is under way; what has arrived is kept.</summary>
    public void Stop()
    {
        lock (_gate)
            _stop?.Cancel();
    }

    public void Dispose() => Stop();

    private async Task RunAsync(bool downloads, CancellationToken stop)
    {
        try
        {
            await GatherAsync(downloads, stop).ConfigureAwait(false);
            while (TakeAgain())
                await GatherAsync(downloads: false, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            WasStopped = true;
        }
        catch (Exception fault) when (fault is EmblemException or IOException or UnauthorizedAccessException)
        {
            Fault = fault.Message;
        }
        finally
        {
            lock (_gate)
            {
                _stop!.Dispose();
                _stop = null;
            }

            Changed?.Invoke();
        }
    }

    private bool TakeAgain()
    {
        lock (_gate)
            return (_again, _again = false).Item1;
    }

    private async Task GatherAsync(bool downloads, CancellationToken stop)
    {
        var request = GatheringRequest.Of(project);
        using var gathering = new PictureGathering(
            request with
            {
                Lists = downloads ? request.Lists : [],
                Download = options.Download,
                Verify = request.Verify with { Worker = options.Program with { Arguments = [.. options.Program.Arguments, DecodeVerb] } },
            },
            Tell);
        await gathering.RunAsync(stop).ConfigureAwait(false);
    }

    private void Tell(GatheringEvent happened)
    {
        Progress.Take(happened);
        long now = Environment.TickCount64;
        if (happened is not (AddressDone or VerificationAdvanced or DuplicateSearchAdvanced) || now - Interlocked.Read(ref _told) > Pause.TotalMilliseconds)
        {
            Interlocked.Exchange(ref _told, now);
            Changed?.Invoke();
        }
    }
}
