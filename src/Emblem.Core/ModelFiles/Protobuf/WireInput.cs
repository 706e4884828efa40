using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.Protobuf;

/// <summary>
/// The bytes of a protocol buffer's file, read through a small window: what a reader steps over is never fetched, so that a model of gigabytes
/// costs as much to open as its names. Not a memory map, since a file that someone cuts short would end the process. For one thread.
/// </summary>
/// <param name="file">Stays the caller's.</param>
/// <param name="budget">Pays for what readers make of it.</param>
internal sealed class WireInput(SafeFileHandle file, ReadingBudget budget)
{
    private readonly byte[] _window = new byte[1 << 12];
    private long _start;
    private int _filled;

    public ReadingBudget Budget { get; } = budget;

    /// <summary>One byte; going on to the next one is fast.</summary>
    /// <exception cref="FormatFault">The file ends before.</exception>
    public byte this[long at]
    {
        get
        {
            if (at < _start || at >= _start + _filled)
                Fill(at);
            return _window[at - _start];
        }
    }

    /// <summary>Fills the destination, past the window.</summary>
    /// <exception cref="FormatFault">The file ends before.</exception>
    public void Read(Span<byte> destination, long at) => FileBytes.Read(file, destination, at);

    private void Fill(long at)
    {
        (_start, _filled) = (at, RandomAccess.Read(file, _window, at));
        if (_filled == 0)
            throw new FormatFault($"it ends at byte {at}, where more was expected");
    }
}
