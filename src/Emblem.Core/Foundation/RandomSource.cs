using System.Text;

namespace Emblem.Foundation;

/// <summary>
/// The one seed of a run. Every random choice takes a <see cref="RandomStream"/> derived from (seed, purpose, epoch, item),
/// so a choice depends on what it is for and never on the order in which threads reach it.
/// </summary>
/// <param name="Seed">Any number; equal seeds give equal runs.</param>
public readonly record struct RandomSource(long Seed)
{
    /// <summary>The seed of whatever nobody gave one.</summary>
    public const long UsualSeed = 1;

    /// <summary>
    /// The stream for one purpose. Derivation is FNV-1a over the purpose, mixed with the numbers by SplitMix64
    /// (Steele, Lea and Flood 2014): cheap enough to make one stream a picture.
    /// </summary>
    /// <param name="purpose">What the numbers decide, for example <c>augment</c>; different purposes never share numbers.</param>
    /// <param name="epoch">The epoch, where the choice changes with it.</param>
    /// <param name="item">The item, where each has its own choice.</param>
    public RandomStream Stream(string purpose, int epoch = 0, int item = 0)
    {
        ulong state = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(purpose))
            state = (state ^ b) * 1099511628211;
        state = SplitMix64.Mix(state ^ (ulong)Seed);
        state = SplitMix64.Mix(state ^ (uint)epoch);
        state = SplitMix64.Mix(state ^ (uint)item);
        return new RandomStream(state);
    }
}
