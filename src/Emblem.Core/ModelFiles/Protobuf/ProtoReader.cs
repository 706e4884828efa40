using System.Buffers.Binary;
using System.Text;

namespace Emblem.ModelFiles.Protobuf;

/// <summary>
/// Goes through the fields of one message in a file. Every length is held against the message around it before anything is made, and what is
/// made is paid from the file's budget. Fields that the caller does not ask for cost nothing, whatever is in them. It opens no message by itself:
/// how deep a file can nest is the caller's program, never the file's.
/// </summary>
/// <param name="input">The file.</param>
/// <param name="start">The message's first byte.</param>
/// <param name="end">The byte behind its last.</param>
/// <param name="what">What the message is, for errors, for example <c>the graph</c>.</param>
internal sealed class ProtoReader(WireInput input, long start, long end, string what)
{
    private const int LongestVarint = 10;
    private const int LargestField = (1 << 29) - 1;
    private const int LongestText = 1 << 16;
    private const int ObjectCost = 128;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long _next = start;
    private long _at;
    private long _end;
    private long _cursor;
    private WireType _type;

    /// <summary>The number of the field last found.</summary>
    public int Field { get; private set; }

    /// <summary>Where the field's value lies, without its length.</summary>
    public ByteRange Range => new(_at, _end - _at);

    /// <summary>Goes on to the next field; false behind the last.</summary>
    /// <exception cref="FormatFault">It is none, or goes on behind the message's end.</exception>
    public bool Next()
    {
        if (_next >= end)
            return false;
        long place = _next;
        ulong tag = Varint(ref _next, end);
        if (tag >> 3 is 0 or > LargestField)
            throw new FormatFault($"{what} has the field number {tag >> 3} at byte {place}; 1 to {LargestField} are possible");
        Field = (int)(tag >> 3);
        _type = (WireType)(tag & 7);
        ulong length = _type switch
        {
            WireType.Varint => VarintLength(_next),
            WireType.Fixed64 => 8,
            WireType.Fixed32 => 4,
            WireType.Length => Varint(ref _next, end),
            _ => throw new FormatFault($"{what} has a field of the wire type {(int)_type} at byte {place}; 0, 1, 2 and 5 are possible"),
        };
        if (length > (ulong)(end - _next))
            throw new FormatFault($"field {Field} of {what} has {length} bytes at byte {_next}, and {end - _next} are left there: it is damaged or cut short");
        (_at, _cursor, _end) = (_next, _next, _next + (long)length);
        _next = _end;
        return true;
    }

    /// <summary>The field as a whole number with its sign.</summary>
    public long Whole()
    {
        Require(WireType.Varint);
        long at = _at;
        return (long)Varint(ref at, _end);
    }

    /// <summary>The field as a single.</summary>
    public float Single()
    {
        Require(WireType.Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        input.Read(bytes, _at);
        return BinaryPrimitives.ReadSingleLittleEndian(bytes);
    }

    /// <summary>The field as a text.</summary>
    /// <param name="longest">In bytes; 64 kB where nothing longer makes sense.</param>
    public string Text(int longest = LongestText)
    {
        Require(WireType.Length);
        long length = _end - _at;
        if (length > longest)
            throw new FormatFault($"field {Field} of {what} is a text of {length} bytes; at most {longest} are read");
        input.Budget.Charge(ObjectCost + (3 * length));
        byte[] bytes = new byte[length];
        input.Read(bytes, _at);
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatFault($"field {Field} of {what} is a text that is not UTF-8, at byte {_at}");
        }
    }

    /// <summary>The field's bytes, for values that lie in the file as they are wanted.</summary>
    public ByteRange Blob()
    {
        Require(WireType.Length);
        return Range;
    }

    /// <summary>The field as a message of its own.</summary>
    public ProtoReader Message(string called)
    {
        Require(WireType.Length);
        input.Budget.Charge(ObjectCost);
        return new ProtoReader(input, _at, _end, called);
    }

    /// <summary>Where numbers of a fixed width lie: a packed row of them or a single one.</summary>
    /// <param name="width">4 or 8 bytes.</param>
    public ByteRange Row(int width)
    {
        if (_type != (width == 4 ? WireType.Fixed32 : WireType.Fixed64))
            Require(WireType.Length);
        return (_end - _at) % width == 0
            ? Range
            : throw new FormatFault($"field {Field} of {what} has {_end - _at} bytes for numbers of {width} bytes each");
    }

    /// <summary>The next of the field's whole numbers: a packed row of them or a single one. Makes no object: a field may hold millions.</summary>
    public bool NextWhole(out ulong value)
    {
        if (_type != WireType.Varint)
            Require(WireType.Length);
        bool isThere = _cursor < _end;
        value = isThere ? Varint(ref _cursor, _end) : 0;
        return isThere;
    }

    private void Require(WireType type)
    {
        if (_type != type)
            throw new FormatFault($"field {Field} of {what} has the wire type {_type} at byte {_at}, where {type} was expected");
    }

    private ulong VarintLength(long from)
    {
        long at = from;
        Varint(ref at, end);
        return (ulong)(at - from);
    }

    private ulong Varint(ref long at, long limit)
    {
        ulong value = 0;
        for (int i = 0; i < LongestVarint && at < limit; i++)
        {
            byte one = input[at++];
            value |= (ulong)(one & 0x7f) << (7 * i);
            if (one >= 0x80)
                continue;
            if (i == LongestVarint - 1 && one > 1)
                break;
            return value;
        }

        throw new FormatFault($"{what} has a number at byte {at} that does not end within it or has more than 64 bits");
    }
}
