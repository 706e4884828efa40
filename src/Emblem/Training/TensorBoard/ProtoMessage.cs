using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Emblem.Training.TensorBoard;

/// <summary>A protocol buffer that grows field by field: the four kinds of field that TensorBoard's scalars need, in the encoding's own words.</summary>
internal sealed class ProtoMessage
{
    private const int VarintType = 0;
    private const int Fixed64Type = 1;
    private const int LengthType = 2;
    private const int Fixed32Type = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] Bytes => _bytes.WrittenSpan.ToArray();

    public void Whole(int field, long value)
    {
        Tag(field, VarintType);
        Varint((ulong)value);
    }

    public void Double(int field, double value)
    {
        Tag(field, Fixed64Type);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value);
        _bytes.Advance(sizeof(double));
    }

    public void Float(int field, float value)
    {
        Tag(field, Fixed32Type);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
    }

    public void Text(int field, string value) => Length(field, Encoding.UTF8.GetBytes(value));

    public void Message(int field, ProtoMessage value) => Length(field, value.Bytes);

    private void Length(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, LengthType);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    private void Tag(int field, int type) => Varint((ulong)((field << 3) | type));

    /// <summary>Seven bits a byte, the lowest first; the eighth bit says that more follow.</summary>
    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Write([(byte)(value | 0x80)]);
        _bytes.Write([(byte)value]);
    }
}
