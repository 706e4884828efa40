using System.Buffers.Binary;
using System.Text.Json;
using Emblem.ModelFiles;

namespace Emblem.Tests.ModelFiles;

/// <summary>Reads tensors as plain numbers, and holds them against a table of expected ones.</summary>
internal static class TensorValues
{
    private static readonly Dictionary<string, TensorType> Types = new()
    {
        ["float32"] = TensorType.F32,
        ["float16"] = TensorType.F16,
        ["bfloat16"] = TensorType.BF16,
        ["float64"] = TensorType.F64,
        ["int64"] = TensorType.I64,
        ["int32"] = TensorType.I32,
        ["int16"] = TensorType.I16,
        ["int8"] = TensorType.I8,
        ["uint8"] = TensorType.U8,
        ["uint16"] = TensorType.U16,
        ["bool"] = TensorType.Bool,
        ["complex64"] = TensorType.C64,
    };

    /// <summary>That the file has exactly these tensors, with these types, shapes and values.</summary>
    public static void AssertEqual(JsonElement expected, WeightsFile file)
    {
        Assert.Equal(expected.EnumerateObject().Select(item => item.Name).Order(StringComparer.Ordinal), file.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        foreach (JsonProperty item in expected.EnumerateObject())
        {
            TensorEntry entry = file.Find(item.Name)!;
            Assert.Equal(Types[item.Value.GetProperty("dtype").GetString()!], entry.Type);
            Assert.Equal(item.Value.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()), entry.Shape);
            Assert.Equal(item.Value.GetProperty("values").EnumerateArray().SelectMany(Numbers), Of(file, entry));
        }
    }

    public static byte[] Bytes(WeightsFile file, TensorEntry entry)
    {
        byte[] bytes = new byte[entry.Length];
        file.Read(entry, bytes);
        return bytes;
    }

    private static double[] Of(WeightsFile file, TensorEntry entry)
    {
        byte[] bytes = Bytes(file, entry);
        int size = entry.Type == TensorType.C64 ? 4 : TensorTypes.BitsOf(entry.Type) / 8;
        return [.. bytes.Chunk(size).Select(item => Number(entry.Type, item))];
    }

    private static double Number(TensorType type, ReadOnlySpan<byte> bytes) => type switch
    {
        TensorType.F32 or TensorType.C64 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        TensorType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        TensorType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        TensorType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        TensorType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        TensorType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        TensorType.I16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        TensorType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        TensorType.I8 => (sbyte)bytes[0],
        TensorType.U8 or TensorType.Bool => bytes[0],
        _ => throw new NotSupportedException(type.ToString()),
    };

    /// <summary>A complex number stands as a pair.</summary>
    private static IEnumerable<double> Numbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(part => part.GetDouble()) : [value.GetDouble()];
}
