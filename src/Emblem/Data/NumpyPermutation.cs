namespace Emblem.Data;

/// <summary>
/// What NumPy's legacy <c>RandomState(seed).permutation(n)</c> gives, which fast.ai splits with: MT19937 (Matsumoto and Nishimura 1998) and
/// a Fisher–Yates shuffle whose numbers are masked and rejected.
/// </summary>
internal static class NumpyPermutation
{
    private const int Size = 624;
    private const int Shift = 397;

    public static int[] Of(uint seed, int count)
    {
        uint[] state = Initialise(seed);
        int at = Size;
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((uint)i);
            uint j;
            do
                j = Next(state, ref at) & mask;
            while (j > i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private static uint[] Initialise(uint seed)
    {
        var state = new uint[Size];
        state[0] = seed;
        for (uint i = 1; i < Size; i++)
            state[i] = (1812433253 * (state[i - 1] ^ (state[i - 1] >> 30))) + i;
        return state;
    }

    private static uint Next(uint[] state, ref int at)
    {
        if (at == Size)
        {
            for (int i = 0; i < Size; i++)
            {
                uint joined = (state[i] & 0x80000000) | (state[(i + 1) % Size] & 0x7fffffff);
                state[i] = state[(i + Shift) % Size] ^ (joined >> 1) ^ ((joined & 1) * 0x9908b0df);
            }

            at = 0;
        }

        uint value = state[at++];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9d2c5680;
        value ^= (value << 15) & 0xefc60000;
        return value ^ (value >> 18);
    }
}
