using Emblem.Foundation;

namespace Emblem.Compute.Kernels;

/// <summary>
/// A random +1 or −1 for each of many channels. Where some of the channels are wrong their sum by signs is wrong too, since nothing cancels by
/// design: one number judges them all.
/// </summary>
internal static class RandomSigns
{
    public static short[] Of(int count, RandomStream random) =>
        [.. Enumerable.Range(0, count).Select(_ => (short)(random.NextChance(0.5) ? 1 : -1))];
}
