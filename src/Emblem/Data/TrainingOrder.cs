using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>The training pictures' turns, epoch by epoch; each epoch's depend on the seed and its number alone.</summary>
internal sealed class TrainingOrder(IReadOnlyList<LabelledImage> items, PictureSampling sampling, RandomSource random)
{
    /// <summary>The items of each class that has any.</summary>
    private readonly int[][] _classes =
        [.. Enumerable.Range(0, items.Count).GroupBy(item => items[item].Label).OrderBy(same => same.Key).Select(same => same.ToArray())];

    /// <summary>Turns in an epoch; the same in each.</summary>
    public int Count => sampling == PictureSampling.Balanced ? EachClass * _classes.Length : items.Count;

    /// <summary>Turns of one class in a balanced epoch.</summary>
    private int EachClass => items.Count / _classes.Length;

    public Draw[] Of(int epoch)
    {
        Draw[] draws = sampling == PictureSampling.Balanced ? [.. _classes.SelectMany(one => Balanced(one, epoch))] : Draw.InOrder(items.Count);
        random.Stream("shuffle", epoch).Shuffle(draws.AsSpan());
        return draws;
    }

    /// <summary>
    /// A class goes through its pictures in one permutation after the other, without end; an epoch takes up where the one before it stopped.
    /// </summary>
    private IEnumerable<Draw> Balanced(int[] one, int epoch)
    {
        (int[] order, int round) = ([], -1);
        var shown = new Dictionary<int, int>();
        for (int i = 0; i < EachClass; i++)
        {
            (long turnsRound, long place) = Math.DivRem(((long)epoch * EachClass) + i, one.Length);
            if (turnsRound != round)
                order = Permuted(one, round = (int)turnsRound);
            int item = order[place];
            int before = shown.GetValueOrDefault(item);
            shown[item] = before + 1;
            yield return new Draw(item, item + (before * items.Count));
        }
    }

    private int[] Permuted(int[] one, int round)
    {
        int[] order = [.. one];
        random.Stream("balance", round, one[0]).Shuffle(order.AsSpan());
        return order;
    }
}
