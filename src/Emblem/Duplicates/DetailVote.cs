namespace Emblem.Duplicates;

/// <summary>
/// How far two aligned pictures agree in detail: what changes along the edges of each small block, not across them. A gradient and a
/// straight edge of any direction, so a frame or a horizon too, have no such changes and are no evidence; faint texture counts as much as
/// strong, so a plain picture within a frame is heard.
/// </summary>
/// <param name="weights">Of each block, row by row: 0 where it is not covered or shows no detail, near 1 where either picture does.</param>
/// <param name="agreements">The normalised correlation of the two pictures' changes, −1 to 1.</param>
/// <param name="columns">Blocks of a row.</param>
internal sealed class DetailVote(float[] weights, float[] agreements, int columns)
{
    /// <summary>Pixels of a block's side; a thumbnail has at most 16 × 16.</summary>
    public const int Side = 8;

    /// <summary>The square of a change from pixel to pixel, in levels of 255, that weighs one half; JPEG leaves less in a thumbnail.</summary>
    private const double Noise = 0.2;

    /// <summary>Keeps the correlation of two blocks without changes near zero.</summary>
    private const double Least = 0.02;

    /// <summary>What a strong edge shows along itself for being slightly bent or sampled, as a share of what it shows across, squared.</summary>
    private const double Leak = 0.03;

    /// <summary>Pixels to either side of a corner where it shows in the slopes.</summary>
    private const double Reach = 1.5;

    /// <summary>The least weight of all that says anything.</summary>
    private const double LeastWeight = 2;

    /// <summary>The share of the blocks that a mark may touch, and the share of the weight that is left out with them.</summary>
    private const double HiddenBlocks = 0.15, HiddenWeight = 0.25;

    // Asked for more than once, and a thirtieth of the work of a search.
    private Found? _agreement;

    private int Rows => weights.Length / columns;

    /// <summary>
    /// The mean agreement by weight, outside the one upright rectangle that raises it most, where a mark may lie; null where there is too
    /// little detail to say.
    /// </summary>
    public double? Agreement() => (_agreement ??= new Found(OutsideAMark())).Value;

    private double? OutsideAMark()
    {
        (double[] weight, double[] agreeing) = (Sums(i => weights[i]), Sums(i => weights[i] * agreements[i]));
        (double all, double best) = (weight[^1], agreeing[^1] / weight[^1]);
        if (all < LeastWeight)
            return null;
        for (int height = 1; height <= Rows; height++)
        {
            for (int width = 1; width <= columns && width * height <= HiddenBlocks * weights.Length; width++)
            {
                for (int at = 0; at < (Rows - height + 1) * (columns + 1); at++)
                {
                    if (at % (columns + 1) + width > columns)
                        continue;
                    int below = at + (height * (columns + 1));
                    double hidden = Inside(weight, at, below, width);
                    if (hidden <= HiddenWeight * all)
                        best = Math.Max(best, (agreeing[^1] - Inside(agreeing, at, below, width)) / (all - hidden));
                }
            }
        }

        return best;
    }

    /// <summary>The mean agreement by weight with nothing left out; null where there is too little detail to say.</summary>
    public double? Throughout() => weights.Sum() < LeastWeight ? null : weights.Zip(agreements, (weight, agreement) => (double)weight * agreement).Sum() / weights.Sum();

    private static double Inside(double[] sums, int at, int below, int width) => sums[below + width] - sums[below] - sums[at + width] + sums[at];

    /// <summary>Of all blocks above and to the left of each corner.</summary>
    private double[] Sums(Func<int, double> value)
    {
        int stride = columns + 1;
        var sums = new double[stride * (Rows + 1)];
        for (int i = 0; i < weights.Length; i++)
        {
            int at = ((i / columns) * stride) + (i % columns);
            sums[at + stride + 1] = value(i) + sums[at + stride] + sums[at + 1] - sums[at];
        }

        return sums;
    }

    /// <param name="still">The picture that is cut.</param>
    /// <param name="moved">The picture that is laid over it.</param>
    /// <param name="placement">From the one to the other.</param>
    /// <param name="inOneLight">
    /// Whether a block agrees less the more its strength differs from what the light of the whole would make of it. A copy is paler or
    /// stronger everywhere; a pale thing and a strong one in the same studio differ alone.
    /// </param>
    /// <param name="framed">Where the still picture lies in its frame: blocks that show the frame's corners have no say. Null asks all.</param>
    public static DetailVote Take(Plane still, Plane moved, Placement placement, bool inOneLight = false, Placement? framed = null)
    {
        (int columns, int rows) = (still.Width / Side, still.Height / Side);
        BlockSlopes[] blocks = [.. Enumerable.Range(0, columns * rows).Select(i => BlockSlopes.Of(still, moved, placement, (i % columns * Side, i / columns * Side)))];
        double light = inOneLight ? Light(blocks) : 0;
        var weights = new float[blocks.Length];
        var agreements = new float[blocks.Length];
        foreach ((int i, BlockSlopes slopes) in blocks.Index())
        {
            if (!IsCovered(slopes) || (framed is { } inner && IsCorner(inner, still, (i % columns * Side, i / columns * Side))))
                continue;
            (double own, double other, double both) = slopes.AlongEdges();
            double strength = Math.Max(
                0, Math.Max(own - (Leak * ((slopes.Own.Sum / slopes.Count) - own)), other - (Leak * ((slopes.Other.Sum / slopes.Count) - other))));
            weights[i] = (float)(strength / (strength + Noise));
            agreements[i] = (float)(inOneLight
                ? 2 * Math.Sqrt(light) * both / (own + Least + (light * (other + Least)))
                : both / Math.Sqrt((own + Least) * (other + Least)));
        }

        return new DetailVote(weights, agreements, columns);
    }

    private static bool IsCovered(BlockSlopes slopes) => 2 * slopes.Count >= Side * Side;

    /// <summary>By how much the picture is stronger than what lies over it, squared; blocks count as far as they are alike, so a mark does not.</summary>
    private static double Light(BlockSlopes[] blocks)
    {
        (double own, double other) = (Least, Least);
        foreach (BlockSlopes slopes in blocks.Where(IsCovered))
        {
            double alike = Math.Max(0, slopes.Both.Sum) / Math.Sqrt((slopes.Own.Sum + slopes.Count) * (slopes.Other.Sum + slopes.Count));
            (own, other) = (own + (alike * slopes.Own.Sum / slopes.Count), other + (alike * slopes.Other.Sum / slopes.Count));
        }

        return own / other;
    }

    /// <summary>Whether a corner of an upright part of the picture lies in a block, or so near that it shows there.</summary>
    private static bool IsCorner(Placement part, Plane picture, (int Left, int Top) at)
    {
        return (IsNear(part.X0 * picture.Width, at.Left) || IsNear((part.X0 + part.XX) * picture.Width, at.Left))
            && (IsNear(part.Y0 * picture.Height, at.Top) || IsNear((part.Y0 + part.YY) * picture.Height, at.Top));

        static bool IsNear(double corner, int first) => corner > first - Reach && corner < first + Side + Reach;
    }

    private sealed record Found(double? Value);
}
