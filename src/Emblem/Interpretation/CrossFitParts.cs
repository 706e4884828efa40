using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>
/// Pictures in ten parts, so that what is chosen on them is judged by others: each part is treated as the nine others say. One number that is chosen so learns
/// nothing from a copy of a picture, so copies may be parted.
/// </summary>
internal static class CrossFitParts
{
    private const int Parts = 10;

    /// <summary>The pictures of each part and all others; of fewer pictures than ten, each by itself.</summary>
    /// <param name="count">Pictures.</param>
    /// <param name="stream">What is chosen.</param>
    /// <param name="seed">Decides the parts.</param>
    public static IEnumerable<(int[] Part, int[] Others)> Of(int count, string stream, long seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new RandomSource(seed).Stream(stream).Shuffle(order);
        int parts = Math.Min(Parts, count);
        for (int part = 0; part < parts; part++)
            yield return ([.. order.Where((_, place) => place % parts == part)], [.. order.Where((_, place) => place % parts != part)]);
    }
}
