using System.Buffers.Binary;

namespace Emblem.Training.TensorBoard;

/// <summary>
/// A file of TensorFlow records that is added to: each is its length (8 bytes), the length's checksum, the event, the event's checksum (4 bytes
/// each), little-endian. Not written under another name and moved, since TensorBoard follows a file while it grows and passes over a torn end.
/// </summary>
internal sealed class EventFile(string path)
{
    private readonly List<ScalarEvent> _waiting = [];
    private bool _begun;

    /// <summary>Kept in memory until <see cref="Append"/>.</summary>
    public void Add(ScalarEvent found) => _waiting.Add(found);

    /// <summary>Writes what waits; the first time a new file with its version.</summary>
    public void Append()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var stream = new FileStream(path, _begun ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read);
        if (!_begun)
            Write(stream, ScalarEvent.Version(_waiting[0].Time));
        foreach (ScalarEvent one in _waiting)
            Write(stream, one.Bytes());
        _begun = true;
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
