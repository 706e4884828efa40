using Emblem.Foundation;

namespace Emblem.Folders;

/// <summary>
/// What tells a chart of Emblem's from a picture, whatever a user called it: PNG's own chunk of text, which says that Emblem is the software. It is the
/// first after the header, so a few bytes tell.
/// </summary>
internal static class ChartMark
{
    private const int At = 33;

    // Its length, its kind, keyword and text, and PNG's CRC-32 of these.
    private static readonly byte[] Chunk = [0, 0, 0, 15, .. "tEXtSoftware\0Emblem"u8, 0x14, 0x40, 0xF8, 0x73];

    /// <summary>A chart with the mark.</summary>
    /// <param name="png">Without it.</param>
    public static byte[] Put(ReadOnlySpan<byte> png) => [.. png[..At], .. Chunk, .. png[At..]];

    /// <summary>Whether a file has it; not for one that cannot be read.</summary>
    public static bool IsOn(string path)
    {
        if (!Path.GetExtension(path).Equals(".png", StringComparison.OrdinalIgnoreCase))
            return false;
        try
        {
            Span<byte> start = stackalloc byte[At + Chunk.Length];
            using FileStream stream = RegularFile.OpenRead(path);
            return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start[At..].SequenceEqual(Chunk);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
