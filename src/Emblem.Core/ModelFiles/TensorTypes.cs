namespace Emblem.ModelFiles;

/// <summary>Facts about the element types.</summary>
internal static class TensorTypes
{
    private static readonly Dictionary<string, TensorType> ByName = Enum.GetValues<TensorType>().ToDictionary(NameOf);

    /// <summary>Every name that a header may give.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The type of that name in a header, or null.</summary>
    public static TensorType? FindByName(string name) => ByName.TryGetValue(name, out TensorType type) ? type : null;

    /// <summary>The name in a header.</summary>
    public static string NameOf(TensorType type) => type.ToString().ToUpperInvariant();

    /// <summary>Bits of one element: two of the types are smaller than a byte.</summary>
    public static int BitsOf(TensorType type) => type switch
    {
        TensorType.F4 => 4,
        TensorType.F6_E2M3 or TensorType.F6_E3M2 => 6,
        TensorType.Bool or TensorType.U8 or TensorType.I8 or TensorType.F8_E4M3 or TensorType.F8_E5M2
            or TensorType.F8_E8M0 or TensorType.F8_E4M3FNUZ or TensorType.F8_E5M2FNUZ => 8,
        TensorType.U16 or TensorType.I16 or TensorType.F16 or TensorType.BF16 => 16,
        TensorType.U32 or TensorType.I32 or TensorType.F32 => 32,
        _ => 64,
    };

    /// <summary>Bytes of a tensor, or null when its bits do not fill whole bytes.</summary>
    /// <exception cref="OverflowException">More than fit a long.</exception>
    public static long? BytesOf(TensorType type, IReadOnlyList<long> shape)
    {
        long bits = checked(CountOf(shape) * BitsOf(type));
        return bits % 8 == 0 ? bits / 8 : null;
    }

    /// <summary>Elements of a shape; 1 for a scalar's empty shape.</summary>
    /// <exception cref="OverflowException">More than fit a long, even if a later side is zero: so does the official reader.</exception>
    public static long CountOf(IReadOnlyList<long> shape)
    {
        long count = 1;
        foreach (long side in shape)
            count = checked(count * side);
        return count;
    }
}
