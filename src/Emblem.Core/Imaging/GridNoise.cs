using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>A random number for each pixel that depends on nothing but seed and place, so rows may be made in any order.</summary>
internal readonly record struct GridNoise(ulong Seed)
{
    private const float Step = 1f / (1 << 21);

    /// <summary>Three numbers in [0, 1), of 21 bits each.</summary>
    public (float First, float Second, float Third) At(int row, int column)
    {
        ulong bits = SplitMix64.Mix(Seed ^ (((ulong)(uint)row << 32) | (uint)column));
        return ((bits >> 43) * Step, ((bits >> 22) & 0x1FFFFF) * Step, ((bits >> 1) & 0x1FFFFF) * Step);
    }
}
