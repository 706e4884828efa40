using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>
/// The bytes of a pickle, read through one small buffer: a file is never taken into memory whole, and a length in it is held against what is
/// left before anything is made of it. What no weights file has more of, 64 MB of pickle, bounds the work.
/// </summary>
internal sealed class PickleInput(SafeFileHandle file, long start, long end)
{
    /// <summary>The longest name or text that is kept.</summary>
    public const int LongestText = 1 << 16;

    private const long LongestPickle = 64 << 20;
    private readonly byte[] _buffer = new byte[LongestText];
    private readonly long _end = Math.Min(end, start + LongestPickle);
    private long _next = start;
    private int _at;
    private int _filled;

    /// <summary>Of the next byte, in the file.</summary>
    public long Position => _next - (_filled - _at);

    public byte ReadByte()
    {
        if (_at == _filled)
            Require(1);
        return _buffer[_at++];
    }

    public int ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Read(2));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Read(4));

    public long ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    /// <summary>A 64-bit length; one that no file can have is refused.</summary>
    public long ReadLength64() => BinaryPrimitives.ReadInt64LittleEndian(Read(8)) is >= 0 and var length ? length : throw Short(long.MaxValue);

    /// <summary>The next bytes, at most <see cref="LongestText"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(int count)
    {
        if (_filled - _at < count)
            Require(count);
        _at += count;
        return _buffer.AsSpan(_at - count, count);
    }

    public void Skip(long count)
    {
        RequireLeft(count);
        long inBuffer = Math.Min(count, _filled - _at);
        _at += (int)inBuffer;
        _next += count - inBuffer;
    }

    /// <summary>A name that ends in a line feed.</summary>
    public string ReadLine()
    {
        const int longest = 256;
        Span<byte> line = stackalloc byte[longest];
        for (int length = 0; length < longest; length++)
        {
            byte next = ReadByte();
            if (next == (byte)'\n')
                return Encoding.UTF8.GetString(line[..length]);
            line[length] = next;
        }

        throw new FormatFault($"the pickle has a name of more than {longest} bytes");
    }

    /// <summary>Holds a length against what is left.</summary>
    public void RequireLeft(long count)
    {
        if (count > _end - Position)
            throw Short(count);
    }

    private void Require(int count)
    {
        RequireLeft(count);
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        _filled -= _at;
        _at = 0;
        int more = (int)Math.Min(_buffer.Length - _filled, _end - _next);
        FileBytes.Read(file, _buffer.AsSpan(_filled, more), _next);
        _filled += more;
        _next += more;
    }

    private FormatFault Short(long count) => new(
        $"the pickle asks for {(count == long.MaxValue ? "more" : count)} bytes at byte {Position}, and {_end - Position} are left "
        + $"(of at most {LongestPickle >> 20} MB of pickle)");
}
