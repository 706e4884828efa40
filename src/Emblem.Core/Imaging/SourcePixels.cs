using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Emblem.Imaging;

/// <summary>A picture to be looked up pixel by pixel: red, green, blue and one lane that means nothing.</summary>
/// <remarks>A struct behind a generic, so that the loop over pixels is compiled for each kind and calls nothing.</remarks>
internal interface ISourcePixels
{
    /// <summary>The stored value that stands for 1.</summary>
    static abstract float Full { get; }

    /// <summary>The last pixel, counted row by row, from which <see cref="Pair"/> stays inside the picture's memory.</summary>
    int LastPair { get; }

    /// <summary>A pixel and its right neighbour, in stored values; <see cref="Second"/> finds the neighbour in them.</summary>
    Vector256<float> Pair(int pixel);

    /// <summary>The neighbour's red, green and blue, brought to where the pixel's own are.</summary>
    static abstract Vector128<float> Second(Vector256<float> pair);

    /// <summary>Any one pixel.</summary>
    Vector128<float> Single(int pixel);
}

/// <summary>A decoded picture: three bytes a pixel.</summary>
internal readonly ref struct BytePixels(PixelImage picture) : ISourcePixels
{
    private readonly ref byte _pixels = ref MemoryMarshal.GetArrayDataReference(picture.Pixels);

    public static float Full => 255;

    /// <summary>Eight bytes are read where two pixels have six.</summary>
    public int LastPair { get; } = (picture.Pixels.Length - sizeof(ulong)) / 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pair(int pixel)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _pixels, (nint)pixel * 3));
        Vector128<byte> lanes = Vector128.CreateScalarUnsafe(bytes).AsByte();
        if (Avx2.IsSupported)
            return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(lanes));
        Vector128<ushort> wide = Vector128.WidenLower(lanes);
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Second(Vector256<float> pair) =>
        Vector256.Shuffle(pair, Vector256.Create(3, 4, 5, 6, 7, 7, 7, 7)).GetLower();

    public Vector128<float> Single(int pixel)
    {
        ref byte red = ref Unsafe.Add(ref _pixels, (nint)pixel * 3);
        return Vector128.Create(red, Unsafe.Add(ref red, 1), Unsafe.Add(ref red, 2), 0f);
    }
}

/// <summary>A picture that was shrunk first: four 16-bit values a pixel, 256 for each step of a byte, the fourth unused.</summary>
internal readonly ref struct ShrunkPixels(Span<ushort> pixels) : ISourcePixels
{
    /// <summary>What a step of a byte is stored as: the rounding is a 512th of a step at most.</summary>
    public const int Scale = 256;

    private readonly ref ushort _pixels = ref MemoryMarshal.GetReference(pixels);

    public static float Full => 255 * Scale;

    public int LastPair { get; } = (pixels.Length / 4) - 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Pair(int pixel)
    {
        var lanes = Vector128.LoadUnsafe(ref Unsafe.Add(ref _pixels, (nint)pixel * 4));
        return Vector256.ConvertToSingle(Avx2.IsSupported
            ? Avx2.ConvertToVector256Int32(lanes)
            : Vector256.Create(Vector128.WidenLower(lanes), Vector128.WidenUpper(lanes)).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Second(Vector256<float> pair) => pair.GetUpper();

    public Vector128<float> Single(int pixel)
    {
        ref ushort red = ref Unsafe.Add(ref _pixels, (nint)pixel * 4);
        return Vector128.Create(red, Unsafe.Add(ref red, 1), Unsafe.Add(ref red, 2), 0f);
    }
}
