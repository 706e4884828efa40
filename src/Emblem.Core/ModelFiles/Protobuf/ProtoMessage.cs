using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Emblem.ModelFiles.Protobuf;

/// <summary>A protocol buffer that grows field by field, in the encoding's own words; <see cref="ProtoReader"/> reads it again.</summary>
internal sealed class ProtoMessage
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] Bytes => _bytes.WrittenSpan.ToArray();

    /// <summary>In bytes.</summary>
    public int Length => _bytes.WrittenCount;

    public void Whole(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    public void Double(int field, double value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    public void Float(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
    }

    public void Text(int field, string value) => Blob(field, Encoding.UTF8.GetBytes(value));

    public void Message(int field, ProtoMessage value) => Blob(field, value._bytes.WrittenSpan);

    public void Blob(int field, ReadOnlySpan<byte> bytes)
    {
        Begin(field, bytes.Length);
        _bytes.Write(bytes);
    }

    /// <summary>Begins a field of that many bytes, which the caller writes behind this message.</summary>
    public void Begin(int field, long length)
    {
        Tag(field, WireType.Length);
        Varint((ulong)length);
    }

    /// <summary>Adds the fields of another message to this one.</summary>
    public void Append(ProtoMessage fields) => _bytes.Write(fields._bytes.WrittenSpan);

    /// <summary>Whole numbers packed into one field, as version 3 of the language has them.</summary>
    public void Wholes(int field, params IEnumerable<long> values)
    {
        var packed = new ProtoMessage();
        foreach (long value in values)
            packed.Varint((ulong)value);
        Message(field, packed);
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
