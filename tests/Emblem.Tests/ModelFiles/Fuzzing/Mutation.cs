using Emblem.Foundation;

namespace Emblem.Tests.ModelFiles.Fuzzing;

/// <summary>Changes that are likely to hurt.</summary>
internal static class Mutation
{
    private static readonly long[] Numbers =
    [
        0, 1, 2, 3, 7, 8, 63, 64, 65, 127, 128, 255, 256, 65535, 65536, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 40, 1L << 62, long.MaxValue, -1, -8, long.MinValue,
    ];

    /// <summary>A number from the edges of number types, or one close to what it was.</summary>
    public static long Number(RandomStream random, long value) => random.NextInt(3) switch
    {
        0 => Numbers[random.NextInt(Numbers.Length)],
        1 => unchecked(value + random.NextInt(9) - 4),
        _ => random.NextInt(16),
    };

    /// <summary>One element of the list, replaced, doubled or dropped.</summary>
    public static long[] OfList(RandomStream random, long[] values)
    {
        int at = values.Length == 0 ? 0 : random.NextInt(values.Length);
        return random.NextInt(6) switch
        {
            0 => [.. values, Number(random, 1)],
            1 when values.Length > 0 => [.. values[..at], .. values[(at + 1)..]],
            2 => [.. values.Reverse()],
            _ when values.Length > 0 => [.. values[..at], Number(random, values[at]), .. values[(at + 1)..]],
            _ => [Number(random, 1)],
        };
    }

    /// <summary>A few bytes changed, taken out, doubled, or the rest cut off, from a place on.</summary>
    public static byte[] Bytes(RandomStream random, byte[] bytes, int from = 0)
    {
        byte[] changed = [.. bytes];
        for (int times = 1 + random.NextInt(3); times > 0 && changed.Length > from; times--)
        {
            int at = from + random.NextInt(changed.Length - from);
            int length = Math.Min(1 + random.NextInt(8), changed.Length - at);
            switch (random.NextInt(6))
            {
                case 0: changed = [.. changed[..at], .. changed[(at + length)..]]; break;
                case 1: changed = [.. changed[..(at + length)], .. changed[at..]]; break;
                case 2: changed[at] ^= (byte)(1 << random.NextInt(8)); break;
                case 3 when random.NextInt(4) == 0: changed = changed[..at]; break;
                default: changed[at] = (byte)random.NextInt(256); break;
            }
        }

        return changed;
    }
}
