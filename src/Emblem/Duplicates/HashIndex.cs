using System.Numerics;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>
/// Finds like hashes without comparing all: each table sorts the hashes by the signs of some of their values, and a search visits the
/// places of its own signs and of those with its weakest few turned over (multi-probe locality-sensitive hashing, Lv and others 2007). A
/// key has three bits more than the number of hashes, so a place holds few however many there are.
/// </summary>
internal sealed class HashIndex
{
    private const int Tables = 16;

    /// <summary>Signs of a key that a search turns over in all ways.</summary>
    private const int WeakSigns = 4;

    /// <summary>Keys are taken from the lowest frequencies: they are the surest.</summary>
    private const int SureValues = 44;

    private readonly sbyte[] _hashes;
    private readonly float[] _inverseNorms;
    private readonly int[][] _bits;
    private readonly int[][] _starts;
    private readonly int[][] _sorted;

    /// <param name="hashes">One after the other, <see cref="PerceptualHash.Length"/> values each; not copied.</param>
    public HashIndex(sbyte[] hashes)
    {
        _hashes = hashes;
        Count = hashes.Length / PerceptualHash.Length;
        _inverseNorms = new float[Count];
        for (int i = 0; i < Count; i++)
            _inverseNorms[i] = InverseNorm(HashAt(i));
        int keyLength = Math.Clamp(BitOperations.Log2((uint)Math.Max(Count, 1)) + 3, 10, 24);
        RandomSource random = new(1);
        _bits = [.. Enumerable.Range(0, Tables).Select(table => Choose(random.Stream("hash tables", item: table), keyLength))];
        _starts = new int[Tables][];
        _sorted = new int[Tables][];
        Parallel.For(0, Tables, table => (_starts[table], _sorted[table]) = Sort(_bits[table]));
    }

    /// <summary>How many hashes it holds.</summary>
    public int Count { get; }

    /// <summary>Calls back for each hash that it meets and that is at least so similar, once each.</summary>
    /// <param name="hash">What is looked for.</param>
    /// <param name="least">The least similarity, as <see cref="PerceptualHash.Similarity"/> has it.</param>
    /// <param name="seen">Of <see cref="Count"/> marks; a search uses a mark of its own, so that nothing is cleared.</param>
    /// <param name="mark">Different in each search with the same marks, and never 0.</param>
    /// <param name="found">Gets the hash's position and its similarity.</param>
    public void Search(ReadOnlySpan<sbyte> hash, double least, int[] seen, int mark, Action<int, double> found)
    {
        float norm = InverseNorm(hash);
        Span<int> weak = stackalloc int[WeakSigns];
        for (int table = 0; table < Tables; table++)
        {
            int key = KeyOf(hash, _bits[table]);
            FindWeak(hash, _bits[table], weak);
            for (int turned = 0; turned < 1 << WeakSigns; turned++)
            {
                int probe = key;
                for (int i = 0; i < WeakSigns; i++)
                    probe ^= ((turned >> i) & 1) << weak[i];
                for (int at = _starts[table][probe]; at < _starts[table][probe + 1]; at++)
                {
                    int candidate = _sorted[table][at];
                    if (seen[candidate] == mark)
                        continue;
                    seen[candidate] = mark;
                    double similarity = PerceptualHash.Product(hash, HashAt(candidate)) * (double)norm * _inverseNorms[candidate];
                    if (similarity >= least)
                        found(candidate, similarity);
                }
            }
        }
    }

    private static int[] Choose(RandomStream random, int count)
    {
        int[] values = [.. Enumerable.Range(0, SureValues)];
        random.Shuffle(values.AsSpan());
        return values[..count];
    }

    private static int KeyOf(ReadOnlySpan<sbyte> hash, int[] bits)
    {
        int key = 0;
        for (int i = 0; i < bits.Length; i++)
            key |= (hash[bits[i]] > 0 ? 1 : 0) << i;
        return key;
    }

    /// <summary>The positions in the key of the values nearest to zero.</summary>
    private static void FindWeak(ReadOnlySpan<sbyte> hash, int[] bits, Span<int> weak)
    {
        Span<int> strengths = stackalloc int[weak.Length];
        strengths.Fill(int.MaxValue);
        for (int i = 0; i < bits.Length; i++)
        {
            int strength = Math.Abs((int)hash[bits[i]]);
            int place = weak.Length;
            for (; place > 0 && strength < strengths[place - 1]; place--)
            {
                if (place < weak.Length)
                    (strengths[place], weak[place]) = (strengths[place - 1], weak[place - 1]);
            }

            if (place < weak.Length)
                (strengths[place], weak[place]) = (strength, i);
        }
    }

    private static float InverseNorm(ReadOnlySpan<sbyte> hash) => (float)(1 / Math.Sqrt(Math.Max(1, PerceptualHash.Product(hash, hash))));

    private ReadOnlySpan<sbyte> HashAt(int index) => _hashes.AsSpan(index * PerceptualHash.Length, PerceptualHash.Length);

    /// <summary>A counting sort: where each key's hashes begin, and the hashes in the order of their keys.</summary>
    private (int[] Starts, int[] Sorted) Sort(int[] bits)
    {
        var keys = new int[Count];
        var starts = new int[(1 << bits.Length) + 1];
        for (int i = 0; i < Count; i++)
        {
            keys[i] = KeyOf(HashAt(i), bits);
            starts[keys[i] + 1]++;
        }

        for (int key = 1; key < starts.Length; key++)
            starts[key] += starts[key - 1];
        int[] next = starts[..^1];
        var sorted = new int[Count];
        for (int i = 0; i < Count; i++)
            sorted[next[keys[i]]++] = i;
        return (starts, sorted);
    }
}
