using Microsoft.Win32.SafeHandles;

namespace Emblem.ModelFiles.PyTorch;

/// <summary>A view of a storage: element (i, j, …) lies at offset + i·stride₀ + j·stride₁ + …, in elements.</summary>
internal sealed class StridedTensor
{
    /// <summary>As many as torch allows.</summary>
    public const int MostSides = 64;

    /// <summary>A view may repeat elements up to this size even in a smaller file.</summary>
    private const long SmallExpansion = 1 << 20;

    private readonly Storage _storage;
    private readonly long _offset;
    private readonly long[] _strides;
    private readonly int _elementSize;

    private StridedTensor(Storage storage, TensorType type, long offset, long[] shape, long[] strides)
    {
        _storage = storage;
        _offset = offset;
        _strides = strides;
        _elementSize = TensorTypes.BitsOf(type) / 8;
        Type = type;
        Shape = shape;
    }

    public TensorType Type { get; }

    public long[] Shape { get; }

    /// <summary>Bytes of the tensor in C order.</summary>
    public long Length => TensorTypes.CountOf(Shape) * _elementSize;

    /// <summary>Of the first element, in the file.</summary>
    public long Position => _storage.Position + (_offset * _elementSize);

    /// <summary>A view that lies within its storage.</summary>
    /// <exception cref="FormatFault">It does not, or could not be read.</exception>
    public static StridedTensor Of(Storage storage, TensorType type, long offset, long[] shape, long[] strides)
    {
        var made = new StridedTensor(storage, type, offset, shape, strides);
        string shown = $"a tensor {Quoted.Shape(shape)} with strides {Quoted.Shape(strides)} from element {offset}";
        if (shape.Length != strides.Length || shape.Any(side => side < 0))
            throw new FormatFault($"its pickle has {shown}; as many strides as sides were expected, and no side below zero");
        if (strides.Any(stride => stride < 0))
            throw new FormatFault($"its pickle has {shown}; torch has no strides below zero");
        try
        {
            long end = checked(made.SpanOf() + offset);
            if (offset < 0 || end > storage.Length / made._elementSize)
            {
                throw new FormatFault(
                    $"its pickle has {shown}, which needs {end} elements, and storage {Quoted.Text(storage.Key)} has {storage.Length / made._elementSize}");
            }

            long length = checked(TensorTypes.CountOf(shape) * made._elementSize);
            if (length > Math.Max(storage.Length, SmallExpansion))
            {
                throw new FormatFault(
                    $"its pickle has {shown}, which repeats the {storage.Length} bytes of storage {Quoted.Text(storage.Key)} until they take {length}; "
                    + $"up to {SmallExpansion >> 20} MB may come of repetition");
            }
        }
        catch (OverflowException)
        {
            throw new FormatFault($"its pickle has {shown}: more elements than can be counted");
        }

        return made;
    }

    /// <summary>Reads the elements in C order. Takes memory beside the destination only where they lie in another order.</summary>
    /// <exception cref="FormatFault">The file ends before, or the elements lie too far apart.</exception>
    public void Read(SafeFileHandle file, Span<byte> destination)
    {
        long span = SpanOf() * _elementSize;
        if (span == 0)
            return;
        if (IsInOrder())
        {
            FileBytes.Read(file, destination, Position);
            return;
        }

        if (span > Array.MaxLength)
            throw new FormatFault($"a tensor {Quoted.Shape(Shape)} lies scattered over {span} bytes; up to {Array.MaxLength} are read");
        byte[] source = GC.AllocateUninitializedArray<byte>((int)span);
        FileBytes.Read(file, source, Position);
        StridedCopy.ToRowMajor(source, destination, _elementSize, Shape, _strides);
    }

    /// <summary>Elements from the first to the last, those between them included; 0 for a tensor without elements.</summary>
    private long SpanOf()
    {
        if (Shape.Contains(0))
            return 0;
        long last = 0;
        for (int i = 0; i < Shape.Length; i++)
            last = checked(last + ((Shape[i] - 1) * _strides[i]));
        return checked(last + 1);
    }

    private bool IsInOrder()
    {
        long expected = 1;
        for (int i = Shape.Length - 1; i >= 0; i--)
        {
            if (Shape[i] != 1 && _strides[i] != expected)
                return false;
            expected *= Shape[i];
        }

        return true;
    }
}
