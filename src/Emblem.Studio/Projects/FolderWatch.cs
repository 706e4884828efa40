namespace Emblem.Studio.Projects;

/// <summary>Tells of changes below a folder, at most every half second however many files change.</summary>
internal sealed class FolderWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly FileSystemWatcher _watcher;
    private readonly Timer _timer;
    private readonly string[] _except;
    private readonly string _apart;
    private int _isPending;
    private int _isOutside;

    /// <param name="folder">Watched with its subfolders.</param>
    /// <param name="except">Folders whose changes nobody needs to know.</param>
    /// <param name="apart">A folder below whose changes are told as its own.</param>
    /// <param name="changed">Called on any thread, with whether anything outside that folder is otherwise.</param>
    public FolderWatch(string folder, string[] except, string apart, Action<bool> changed)
    {
        (_except, _apart) = (except, apart);
        _timer = new Timer(_ =>
        {
            Volatile.Write(ref _isPending, 0);
            changed(Interlocked.Exchange(ref _isOutside, 0) == 1);
        });
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite };
        _watcher.Created += Tell;
        _watcher.Deleted += Tell;
        _watcher.Changed += Tell;
        _watcher.Renamed += Tell;

        // What was missed may have been anything.
        _watcher.Error += (_, _) => Tell(isOutside: true);
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
            Tell(!change.FullPath.StartsWith(_apart, StringComparison.Ordinal));
    }

    private void Tell(bool isOutside)
    {
        if (isOutside)
            Volatile.Write(ref _isOutside, 1);
        if (Interlocked.Exchange(ref _isPending, 1) == 0)
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
    }
}
