namespace Emblem.ModelFiles;

/// <summary>Facts about the element types.</summary>
internal static class TensorTypes
{
    private static readonly Dictionary<string, TensorType> ByName = Enum.GetValues<TensorType>().ToDictionary(NameOf);

    /// <summary>The type of that name in a header, or null.</summary>
    public static TensorType? FindByName(string? name) => name is not null && ByName.TryGetValue(name, out TensorType type) ? type : null;

    /// <summary>The name in a header.</summary>
    public static string NameOf(TensorType type) => type.ToString().ToUpperInvariant();

    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(TensorType type) => type switch
    {
        TensorType.Bool or TensorType.U8 or TensorType.I8 or TensorType.F8_E4M3 or TensorType.F8_E5M2 => 1,
        TensorType.U16 or TensorType.I16 or TensorType.F16 or TensorType.BF16 => 2,
        TensorType.U32 or TensorType.I32 or TensorType.F32 => 4,
        _ => 8,
    };

    /// <summary>Elements of a shape; 1 for a scalar's empty shape.</summary>
    /// <exception cref="OverflowException">More than fit a long.</exception>
    public static long CountOf(IReadOnlyList<long> shape)
    {
        // A zero anywhere means no elements, whatever the other sides claim; checking it first keeps the product from overflowing.
        if (shape.Contains(0))
            return 0;
        long count = 1;
        foreach (long side in shape)
            count = checked(count * side);
        return count;
    }
}
