namespace Emblem.Imaging;

/// <summary>The two neighbours, always inside the picture, of a position along one side, and how much each counts.</summary>
/// <param name="First">Index of the lower neighbour.</param>
/// <param name="Second">Index of the upper neighbour.</param>
/// <param name="FirstWeight">0 to 1.</param>
/// <param name="SecondWeight">0 to 1; both weights are below their sum of 1 only where black lies beyond the edge.</param>
internal readonly record struct Tap(int First, int Second, float FirstWeight, float SecondWeight)
{
    /// <summary>Positions beyond this are as good as at the horizon; conversion to an index stays exact below it.</summary>
    private const double Horizon = 1e9;

    /// <summary>Where a position, in pixels, falls on a side of the given length. NaN is black.</summary>
    public static Tap At(double position, int length, PaddingMode padding)
    {
        if (double.IsNaN(position))
            return default;
        int last = length - 1;
        position = Math.Clamp(position, -Horizon, Horizon);
        if (position >= 0 && position <= last)
            return Between(position, last);
        return padding switch
        {
            PaddingMode.Zeros => Fading(position, last),
            PaddingMode.Border => Between(Math.Clamp(position, 0, last), last),
            _ => Between(Reflect(position, last), last),
        };
    }

    private static Tap Between(double position, int last)
    {
        int first = (int)position;
        float weight = (float)(position - first);
        return new Tap(first, Math.Min(first + 1, last), 1 - weight, weight);
    }

    /// <summary>Within one pixel of the edge the picture blends with the black beyond it.</summary>
    private static Tap Fading(double position, int last)
    {
        double outside = position < 0 ? -position : position - last;
        return outside >= 1 ? default : new Tap(position < 0 ? 0 : last, 0, (float)(1 - outside), 0);
    }

    private static double Reflect(double position, int last)
    {
        if (last == 0)
            return 0;
        double within = Math.Abs(position) % (2.0 * last);
        return within <= last ? within : (2.0 * last) - within;
    }
}
