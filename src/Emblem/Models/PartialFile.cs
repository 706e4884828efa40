using System.Net.Http.Headers;
using Emblem.Foundation;

namespace Emblem.Models;

/// <summary>
/// What has arrived of a file so far, beside its final name, with the server's mark of the version that it is a part of. It outlives its
/// process, so that the next one can go on from there.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string MarkExtension = ".version";

    private readonly string _path;
    private readonly string _target;
    private FileStream? _file;

    /// <summary>Opens or begins the part of a file; nobody else may have it open.</summary>
    public PartialFile(string target)
    {
        _target = target;
        _path = target + AtomicFile.TemporaryExtension;
        _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Bytes that have arrived.</summary>
    public long Length => File.Length;

    /// <summary>For an <c>If-Range</c> header: asks for the rest only of the same version. Null where the server gave no mark.</summary>
    public RangeConditionHeaderValue? Version =>
        System.IO.File.Exists(_path + MarkExtension)
        && RangeConditionHeaderValue.TryParse(System.IO.File.ReadAllText(_path + MarkExtension), out RangeConditionHeaderValue? mark)
            ? mark
            : null;

    private FileStream File => _file ?? throw new ObjectDisposedException(nameof(PartialFile));

    /// <summary>Forgets all that has arrived and notes which version comes now.</summary>
    public void Restart(HttpResponseMessage response)
    {
        File.SetLength(0);

        // A weak tag says that two versions mean the same, not that their bytes can be joined.
        RangeConditionHeaderValue? mark = response.Headers.ETag is { IsWeak: false } tag ? new RangeConditionHeaderValue(tag)
            : response.Content.Headers.LastModified is { } date ? new RangeConditionHeaderValue(date)
            : null;
        if (mark is null)
            System.IO.File.Delete(_path + MarkExtension);
        else
            System.IO.File.WriteAllText(_path + MarkExtension, mark.ToString());
    }

    /// <summary>Forgets all that has arrived.</summary>
    public void Clear()
    {
        File.SetLength(0);
        System.IO.File.Delete(_path + MarkExtension);
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop) => await File.WriteAsync(bytes, stop).ConfigureAwait(false);

    /// <summary>The sha256 of all that has arrived, on the disk for certain.</summary>
    public string Finish()
    {
        File.Flush(flushToDisk: true);
        File.Seek(0, SeekOrigin.Begin);
        string sha256 = ContentHash.Of(File);
        File.Dispose();
        _file = null;
        return sha256;
    }

    /// <summary>After <see cref="Finish"/>: gives it its final name.</summary>
    public void Accept()
    {
        System.IO.File.Delete(_path + MarkExtension);
        System.IO.File.Move(_path, _target, overwrite: true);
    }

    /// <summary>After <see cref="Finish"/>: deletes it.</summary>
    public void Reject()
    {
        System.IO.File.Delete(_path + MarkExtension);
        System.IO.File.Delete(_path);
    }

    /// <summary>Closes it; what has arrived stays.</summary>
    public void Dispose()
    {
        if (_file is null)
            return;
        bool isEmpty = _file.Length == 0;
        _file.Dispose();
        _file = null;
        if (isEmpty)
            Reject();
    }
}
