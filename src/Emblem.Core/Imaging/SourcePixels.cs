using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>A picture to be looked up, eight pixels at a time.</summary>
/// <remarks>A struct behind a generic, so that the loop over pixels is compiled for each kind and calls nothing.</remarks>
internal interface ISourcePixels
{
    /// <summary>The stored value that stands for 1.</summary>
    static abstract float Full { get; }

    /// <summary>Bytes from a pixel to the next.</summary>
    static abstract int Step { get; }

    /// <summary>The last pixel, counted row by row, from which <see cref="Load"/> stays inside the picture's memory.</summary>
    int LastPair { get; }

    /// <summary>Eight pixels, each with the one to its right, in stored values.</summary>
    /// <param name="offsets">The first of eight, <see cref="Step"/> bytes a pixel.</param>
    (ColourVectors Left, ColourVectors Right) Load(ref int offsets);

    /// <summary>Brings pixels into the processor's cache.</summary>
    void Fetch(int first, int count);

    /// <summary>Red, green and blue of any one pixel, and one lane that means nothing.</summary>
    Vector128<float> Single(int pixel);
}

/// <summary>A decoded picture: three bytes a pixel.</summary>
internal readonly ref struct BytePixels(PixelImage picture) : ISourcePixels
{
    private readonly ref byte _pixels = ref MemoryMarshal.GetArrayDataReference(picture.Pixels);

    public static float Full => 255;

    public static int Step => 3;

    /// <summary>Eight bytes are read where two pixels have six; −1 where the picture has not even eight.</summary>
    public int LastPair { get; } = picture.Pixels.Length < sizeof(ulong) ? -1 : (picture.Pixels.Length - sizeof(ulong)) / 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (ColourVectors Left, ColourVectors Right) Load(ref int offsets)
    {
        (Vector256<int> first, Vector256<int> second) = EightPairs.Load(ref _pixels, ref offsets);
        return (new(Byte(first), Byte(first >>> 8), Byte(first >>> 16)), new(Vector256.ConvertToSingle(first >>> 24), Byte(second), Byte(second >>> 8)));
    }

    public void Fetch(int first, int count) => CacheLines.Read(ref Unsafe.Add(ref _pixels, (nint)first * Step), count * Step);

    public Vector128<float> Single(int pixel)
    {
        ref byte red = ref Unsafe.Add(ref _pixels, (nint)pixel * 3);
        return Vector128.Create(red, Unsafe.Add(ref red, 1), Unsafe.Add(ref red, 2), 0f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Byte(Vector256<int> lanes) => Vector256.ConvertToSingle(lanes & Vector256.Create(0xFF));
}

/// <summary>A picture that was shrunk first: four 16-bit values a pixel, 256 for each step of a byte, the fourth unused.</summary>
internal readonly ref struct ShrunkPixels(Span<ushort> pixels) : ISourcePixels
{
    /// <summary>What a step of a byte is stored as: the rounding is a 512th of a step at most.</summary>
    public const int Scale = 256;

    private readonly ref byte _pixels = ref MemoryMarshal.GetReference(MemoryMarshal.AsBytes(pixels));

    public static float Full => 255 * Scale;

    public static int Step => 8;

    public int LastPair { get; } = Math.Min((pixels.Length / 4) - 2, (int.MaxValue / 8) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (ColourVectors Left, ColourVectors Right) Load(ref int offsets) =>
        (Unpack(EightPairs.Load(ref _pixels, ref offsets)), Unpack(EightPairs.Load(ref Unsafe.Add(ref _pixels, Step), ref offsets)));

    public void Fetch(int first, int count) => CacheLines.Read(ref Unsafe.Add(ref _pixels, (nint)first * Step), count * Step);

    public Vector128<float> Single(int pixel)
    {
        ref ushort red = ref Unsafe.As<byte, ushort>(ref Unsafe.Add(ref _pixels, (nint)pixel * Step));
        return Vector128.Create(red, Unsafe.Add(ref red, 1), Unsafe.Add(ref red, 2), 0f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ColourVectors Unpack((Vector256<int> RedGreen, Vector256<int> Blue) pixels) => new(
        Vector256.ConvertToSingle(pixels.RedGreen & Vector256.Create(0xFFFF)),
        Vector256.ConvertToSingle(pixels.RedGreen >>> 16),
        Vector256.ConvertToSingle(pixels.Blue & Vector256.Create(0xFFFF)));
}
