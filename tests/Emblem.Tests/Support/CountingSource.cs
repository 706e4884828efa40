using System.Collections.Concurrent;
using Emblem.Data;
using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>Pictures from files that tells which were decoded; a test may stand in the way of a decoding.</summary>
internal sealed class CountingSource(Action<string>? before = null) : IPictureSource
{
    private readonly PictureFiles _files = new(PictureOrientation.Upright);
    private readonly ConcurrentQueue<string> _read = new();

    /// <summary>Paths, in the order in which they were asked for.</summary>
    public IReadOnlyList<string> Decoded => [.. _read];

    public PixelImage Read(string path)
    {
        _read.Enqueue(path);
        before?.Invoke(path);
        return _files.Read(path);
    }
}
