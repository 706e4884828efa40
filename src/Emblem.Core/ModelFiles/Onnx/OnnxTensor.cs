using System.Buffers.Binary;
using Emblem.ModelFiles.Protobuf;

namespace Emblem.ModelFiles.Onnx;

/// <summary>A tensor of a model: plain bytes somewhere in the file, or numbers in the encoding's own words, which reading decodes.</summary>
/// <param name="Name">Of the initializer.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Sides from the outermost; empty for a scalar.</param>
/// <param name="Length">In bytes, as read.</param>
/// <param name="Bytes">The elements as plain bytes, or all of the tensor's message.</param>
/// <param name="Field">The field of that message with the elements; null for plain bytes.</param>
internal sealed record OnnxTensor(string Name, TensorType Type, IReadOnlyList<long> Shape, long Length, ByteRange Bytes, int? Field)
{
    /// <summary>Reads the elements, little-endian and in C order.</summary>
    /// <exception cref="FormatFault">They are not what they were when the file was opened.</exception>
    public void Read(WireInput input, Span<byte> destination)
    {
        if (Field is null)
            input.Read(destination, Bytes.At);
        else if (Decode(input, destination) != destination.Length)
            throw new FormatFault("its numbers are fewer than they were");
    }

    /// <summary>Bytes that the elements of the field take, decoded nowhere: each is looked at, so that reading meets no surprise.</summary>
    /// <exception cref="FormatFault">One is no element of the type.</exception>
    public long Measure(WireInput input) => Decode(input, []);

    /// <summary>One pass for both: an empty destination is only measured for.</summary>
    private long Decode(WireInput input, Span<byte> destination)
    {
        var message = new ProtoReader(input, Bytes.At, Bytes.At + Bytes.Length, Quoted.Text(Name));
        long done = 0;
        while (message.Next())
        {
            if (message.Field != Field)
                continue;
            if (Field is OnnxTypes.Singles or OnnxTypes.Doubles)
                done += CopyRow(message.Row(Field == OnnxTypes.Singles ? sizeof(float) : sizeof(double)), input, destination, done);
            else
                done += PutWholes(message, destination, done);
        }

        return done;
    }

    private static long CopyRow(ByteRange row, WireInput input, Span<byte> destination, long done)
    {
        if (!destination.IsEmpty)
            input.Read(Part(destination, done, row.Length), row.At);
        return row.Length;
    }

    private long PutWholes(ProtoReader message, Span<byte> destination, long done)
    {
        int size = TensorTypes.BitsOf(Type) / 8;
        long put = 0;
        Span<byte> whole = stackalloc byte[sizeof(ulong)];
        while (message.NextWhole(out ulong value))
        {
            if (!OnnxTypes.Holds(Type, value))
                throw new FormatFault($"{Quoted.Text(Name)} has the element {(long)value}, which is no {Type}");
            BinaryPrimitives.WriteUInt64LittleEndian(whole, value);
            if (!destination.IsEmpty)
                whole[..size].CopyTo(Part(destination, done + put, size));
            put += size;
        }

        return put;
    }

    private static Span<byte> Part(Span<byte> destination, long at, long length) => at + length <= destination.Length
        ? destination.Slice((int)at, (int)length)
        : throw new FormatFault("its numbers are more than they were");
}
