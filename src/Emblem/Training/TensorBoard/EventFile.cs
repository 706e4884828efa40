using System.Buffers.Binary;

namespace Emblem.Training.TensorBoard;

/// <summary>
/// A file of TensorFlow records that is added to: each is its length (8 bytes), the length's checksum, the event, the event's checksum (4 bytes
/// each), little-endian. Not written under another name and moved, since TensorBoard follows a file while it grows and passes over a torn end.
/// Nothing of the disk is touched before the first event is written.
/// </summary>
internal sealed class EventFile(string path)
{
    private readonly List<ScalarEvent> _waiting = [];

    /// <summary>
    /// Bytes that are this log's own: 0 for a new file. Set it to go on with a file: what was written after them, by a run that was interrupted and does it
    /// again, is cut off with the next event.
    /// </summary>
    public long Length { get; set; }

    /// <summary>Kept in memory until <see cref="Append"/>.</summary>
    public void Add(ScalarEvent found) => _waiting.Add(found);

    /// <summary>Writes what waits; the first time a new file with its version. One that is shorter than it was begins anew.</summary>
    public void Append()
    {
        if (_waiting.Count == 0)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        stream.SetLength(stream.Length < Length ? 0 : Length);
        stream.Position = stream.Length;
        if (stream.Length == 0)
            Write(stream, ScalarEvent.Version(_waiting[0].Time));
        foreach (ScalarEvent one in _waiting)
            Write(stream, one.Bytes());
        Length = stream.Position;
        _waiting.Clear();
    }

    private static void Write(FileStream stream, byte[] data)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], MaskedCrc.Of(head[..8]));
        Span<byte> tail = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, MaskedCrc.Of(data));
        stream.Write(head);
        stream.Write(data);
        stream.Write(tail);
    }
}
