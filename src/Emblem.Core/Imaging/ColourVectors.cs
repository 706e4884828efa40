using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>Red, green and blue of eight pixels.</summary>
internal readonly record struct ColourVectors(Vector256<float> Red, Vector256<float> Green, Vector256<float> Blue)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ColourVectors operator *(ColourVectors colours, Vector256<float> factor) =>
        new(colours.Red * factor, colours.Green * factor, colours.Blue * factor);

    /// <summary>Part of the way to others: 0 stays here, 1 arrives there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ColourVectors Towards(ColourVectors other, Vector256<float> share) => new(
        Vector256.FusedMultiplyAdd(other.Red - Red, share, Red),
        Vector256.FusedMultiplyAdd(other.Green - Green, share, Green),
        Vector256.FusedMultiplyAdd(other.Blue - Blue, share, Blue));

    /// <param name="pixels">Room for eight from <paramref name="first"/> on.</param>
    /// <param name="first">A multiple of eight.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyTo(ColourPlanes pixels, int first)
    {
        ref float red = ref MemoryMarshal.GetReference(pixels.All);
        Red.StoreUnsafe(ref red, (nuint)first);
        Green.StoreUnsafe(ref red, (nuint)(first + pixels.Length));
        Blue.StoreUnsafe(ref red, (nuint)(first + (2 * pixels.Length)));
    }
}
