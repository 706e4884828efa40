namespace Emblem.ModelFiles.Onnx;

/// <summary>ONNX's numbers for element types, and where a tensor that does not keep its elements as plain bytes has them.</summary>
internal static class OnnxTypes
{
    public const int Singles = 4;
    public const int Narrow = 5;
    public const int Longs = 7;
    public const int Doubles = 10;
    public const int Unsigned = 11;

    /// <summary>The type, and the number of the field of <c>TensorProto</c> for elements one by one.</summary>
    /// <param name="number">The value of the field <c>data_type</c>.</param>
    /// <returns>Null for those that weights never have: texts, complex doubles, and numbers of half a byte.</returns>
    public static (TensorType Type, int Field)? Find(long number) => number switch
    {
        1 => (TensorType.F32, Singles),
        2 => (TensorType.U8, Narrow),
        3 => (TensorType.I8, Narrow),
        4 => (TensorType.U16, Narrow),
        5 => (TensorType.I16, Narrow),
        6 => (TensorType.I32, Narrow),
        7 => (TensorType.I64, Longs),
        9 => (TensorType.Bool, Narrow),
        10 => (TensorType.F16, Narrow),
        11 => (TensorType.F64, Doubles),
        12 => (TensorType.U32, Unsigned),
        13 => (TensorType.U64, Unsigned),
        14 => (TensorType.C64, Singles),
        16 => (TensorType.BF16, Narrow),
        17 => (TensorType.F8_E4M3, Narrow),
        18 => (TensorType.F8_E4M3FNUZ, Narrow),
        19 => (TensorType.F8_E5M2, Narrow),
        20 => (TensorType.F8_E5M2FNUZ, Narrow),
        24 => (TensorType.F8_E8M0, Narrow),
        _ => null,
    };

    /// <summary>The value of the field <c>data_type</c> for a type that is written.</summary>
    public static long NumberOf(TensorType type) => type switch
    {
        TensorType.F32 => 1,
        TensorType.U8 => 2,
        TensorType.I8 => 3,
        TensorType.I32 => 6,
        TensorType.I64 => 7,
        TensorType.F16 => 10,
        TensorType.F64 => 11,
        TensorType.BF16 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No model is written with elements of this type."),
    };

    /// <summary>Whether a whole number of the file is an element of the type; the bits of floats count as unsigned.</summary>
    public static bool Holds(TensorType type, ulong value) => type switch
    {
        TensorType.I64 or TensorType.U64 => true,
        TensorType.I32 => (long)value is >= int.MinValue and <= int.MaxValue,
        TensorType.I16 => (long)value is >= short.MinValue and <= short.MaxValue,
        TensorType.I8 => (long)value is >= sbyte.MinValue and <= sbyte.MaxValue,
        TensorType.Bool => value <= 1,
        _ => value <= (1UL << TensorTypes.BitsOf(type)) - 1,
    };
}
