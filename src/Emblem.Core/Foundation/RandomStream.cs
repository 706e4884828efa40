using System.Numerics;

namespace Emblem.Foundation;

/// <summary>
/// A repeatable sequence of random numbers: xoshiro256** (Blackman and Vigna 2018). The same on every platform and
/// .NET version, unlike <c>System.Random</c>. Not safe to share between threads; derive one for each instead.
/// </summary>
public sealed class RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    internal RandomStream(ulong seed)
    {
        _a = SplitMix64.Next(ref seed);
        _b = SplitMix64.Next(ref seed);
        _c = SplitMix64.Next(ref seed);
        _d = SplitMix64.Next(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double NextDouble(double low, double high) => low + (NextDouble() * (high - low));

    /// <summary>A whole number in [0, <paramref name="below"/>), every one equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="below"/> is not positive.</exception>
    public int NextInt(int below)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(below);
        ulong range = (ulong)below;
        ulong limit = ulong.MaxValue - (ulong.MaxValue % range);
        ulong bits = NextBits();
        while (bits >= limit)
            bits = NextBits();
        return (int)(bits % range);
    }

    /// <summary>True with the given probability.</summary>
    public bool NextChance(double probability) => NextDouble() < probability;

    /// <summary>A standard normal number (Box–Muller; the second of the pair is dropped to keep no state).</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts the items into a random order, in place (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "a stream of random numbers";
}
