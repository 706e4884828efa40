namespace Emblem.Foundation;

/// <summary>SplitMix64's finaliser and increment: turns any 64 bits into well-mixed ones.</summary>
internal static class SplitMix64
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    public static ulong Mix(ulong z)
    {
        z += Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>The next of a sequence of outputs; advances <paramref name="state"/>.</summary>
    public static ulong Next(ref ulong state)
    {
        ulong value = Mix(state);
        state += Golden;
        return value;
    }
}
