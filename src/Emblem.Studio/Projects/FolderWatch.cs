namespace Emblem.Studio.Projects;

/// <summary>Tells of changes below a folder, at most once in a <see cref="Pause"/> however many files change.</summary>
internal sealed class FolderWatch : IDisposable
{
    /// <summary>How often a page is drawn anew at most while something goes on: often enough to be called live.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly FileSystemWatcher _watcher;
    private readonly Timer _timer;
    private readonly string[] _except;
    private readonly Action<string?>? _seen;
    private int _isPending;

    /// <param name="folder">Watched with its subfolders.</param>
    /// <param name="except">Folders whose changes nobody needs to know.</param>
    /// <param name="changed">Called on any thread.</param>
    /// <param name="seen">Called on any thread at once with each path that changes; with null where some were missed, which may have been anything.</param>
    public FolderWatch(string folder, string[] except, Action changed, Action<string?>? seen = null)
    {
        (_except, _seen) = (except, seen);
        _timer = new Timer(_ =>
        {
            Volatile.Write(ref _isPending, 0);
            changed();
        });
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite };
        _watcher.Created += Tell;
        _watcher.Deleted += Tell;
        _watcher.Changed += Tell;
        _watcher.Renamed += Tell;
        _watcher.Error += (_, _) => Tell(null);
        _watcher.EnableRaisingEvents = true;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _timer.Dispose();
    }

    private void Tell(object sender, FileSystemEventArgs change)
    {
        if (!_except.Any(folder => change.FullPath.StartsWith(folder, StringComparison.Ordinal)))
            Tell(change.FullPath);
    }

    private void Tell(string? path)
    {
        _seen?.Invoke(path);
        if (Interlocked.Exchange(ref _isPending, 1) == 0)
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }
}
