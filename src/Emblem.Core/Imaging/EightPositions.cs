using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>Where eight points lie along one side of a picture, in pixels: 0 is the centre of the first.</summary>
/// <param name="Near">The first four.</param>
/// <param name="Far">The others.</param>
internal readonly record struct EightPositions(Vector256<double> Near, Vector256<double> Far)
{
    /// <summary>The longest side whose positions <see cref="Split"/> tells exactly: the whole numbers of single precision.</summary>
    public const int LongestSide = 1 << 24;

    /// <summary>Folding positions from farther away would lose their fractions.</summary>
    private const double Horizon = 1e9;

    /// <summary>False for NaN and for what is out of all proportion.</summary>
    public bool AreNear => Vector256.LessThanAll(Vector256.Abs(Near), Vector256.Create(Horizon)) && Vector256.LessThanAll(Vector256.Abs(Far), Vector256.Create(Horizon));

    /// <summary>Where the points go from <paramref name="from"/> on, with <paramref name="step"/> for each unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightPositions Along(double step, double from) =>
        new((Near * step) + Vector256.Create(from), (Far * step) + Vector256.Create(from));

    /// <summary>Each divided by another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public EightPositions Over(EightPositions divisors) => new(Near / divisors.Near, Far / divisors.Far);

    /// <summary>Positions beyond the edge brought to the pixels that stand there, from 0 to <paramref name="last"/>.</summary>
    public EightPositions MovedInside(int last, PaddingMode padding) => new(Inside(Near, last, padding), Inside(Far, last, padding));

    /// <summary>The pixels before the positions, and how far each is on the way to the next. What is no position or too far is a negative pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector256<int> Pixel, Vector256<float> Share) Split()
    {
        (Vector256<double> near, Vector256<double> far) = (Vector256.Floor(Near), Vector256.Floor(Far));
        return (Vector256.ConvertToInt32Native(Vector256.Narrow(near, far)), Vector256.Narrow(Near - near, Far - far));
    }

    private static Vector256<double> Inside(Vector256<double> position, int last, PaddingMode padding)
    {
        if (padding == PaddingMode.Reflection && last > 0)
        {
            Vector256<double> period = Vector256.Create(2.0 * last);
            position = Vector256.Abs(position);
            position -= period * Vector256.Floor(position / period);
            position = Vector256.MinNative(position, period - position);
        }

        return Vector256.MinNative(Vector256.MaxNative(position, Vector256<double>.Zero), Vector256.Create((double)last));
    }
}
