using System.Collections.Concurrent;
using System.Globalization;

namespace Emblem.IntegrationTests.Support;

/// <summary>Watches a process's children and everyone's memory, as Linux tells it.</summary>
internal sealed class ProcessTree : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, long> _children = [];
    private readonly Task _watching;
    private long _peak;

    public ProcessTree(int process)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SKIPPED: processes are watched by /proc, which only Linux has.");
        _watching = Task.Run(async () =>
        {
            while (!_stop.IsCancellationRequested)
            {
                Look(process);
                await Task.Delay(10);
            }
        });
    }

    /// <summary>The largest physical memory that the process itself held, in bytes.</summary>
    public long Peak => _peak;

    /// <summary>The largest of any child.</summary>
    public long ChildPeak => _children.Values.DefaultIfEmpty().Max();

    /// <summary>Every child there ever was.</summary>
    public IReadOnlyCollection<int> Children => [.. _children.Keys];

    /// <summary>Waits until none of the children is alive; fails after some seconds.</summary>
    public async Task ExpectNoOrphanAsync()
    {
        int[] alive = [];
        for (int attempt = 0; attempt < 100; attempt++)
        {
            alive = [.. Children.Where(child => Parent(child) is not null)];
            if (alive.Length == 0)
                return;
            await Task.Delay(100);
        }

        Assert.Fail($"Still alive: {string.Join(", ", alive.Select(id => $"{id} {TextOf($"/proc/{id}/cmdline").Replace('\0', ' ')}"))}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private void Look(int process)
    {
        _peak = Math.Max(_peak, Memory(process));
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out int id) && Parent(id) == process)
                _children.AddOrUpdate(id, Memory, (_, before) => Math.Max(before, Memory(id)));
        }
    }

    /// <summary>Null when the process is gone, or only waits to be collected.</summary>
    private static int? Parent(int process)
    {
        string stat = TextOf($"/proc/{process}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 && fields[0] != "Z" ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;
    }

    private static long Memory(int process)
    {
        string? line = TextOf($"/proc/{process}/status").Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    private static string TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
