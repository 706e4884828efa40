namespace Emblem.Duplicates;

/// <summary>
/// How far two aligned pictures agree in detail: what changes along the edges of each small block, not across them. A gradient and a
/// straight edge of any direction, so a frame or a horizon too, have no such changes and are no evidence; faint texture counts as much as
/// strong, so a plain picture within a frame is heard.
/// </summary>
/// <param name="weights">Of each block, row by row: 0 where it is not covered or shows no detail, near 1 where either picture does.</param>
/// <param name="agreements">The normalised correlation of the two pictures' changes, −1 to 1.</param>
/// <param name="covered">Blocks that the other picture covers by half or more.</param>
internal sealed class DetailVote(float[] weights, float[] agreements, int covered)
{
    /// <summary>Pixels of a block's side; a thumbnail has at most 16 × 16.</summary>
    public const int Side = 8;

    /// <summary>The square of a change from pixel to pixel, in levels of 255, that weighs one half; JPEG leaves less in a thumbnail.</summary>
    private const double Noise = 0.5;

    /// <summary>Keeps the correlation of two blocks without changes near zero.</summary>
    private const double Least = 0.1;

    /// <summary>What a strong edge shows along itself for being slightly bent or sampled, as a share of what it shows across, squared.</summary>
    private const double Leak = 0.03;

    /// <summary>The least weight of all that says anything.</summary>
    private const double LeastWeight = 2;

    /// <summary>The share of the covered blocks that may be hidden by a mark, and the share of the weight that is left out with them.</summary>
    private const double HiddenBlocks = 0.06, HiddenWeight = 0.25;

    /// <summary>
    /// The mean agreement by weight, without the worst few blocks, over which a mark may lie; null where there is too little detail to say.
    /// </summary>
    public double? Agreement()
    {
        int[] blocks = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0)];
        double weight = blocks.Sum(i => (double)weights[i]);
        if (weight < LeastWeight)
            return null;
        double[] losses = [.. blocks.Select(i => -weights[i] * (1.0 - agreements[i]))];
        Array.Sort(losses, blocks);
        int hidden = 0;
        for (double left = 0; hidden < HiddenBlocks * covered && (left += weights[blocks[hidden]]) <= HiddenWeight * weight;)
            hidden++;
        int[] heard = blocks[hidden..];
        return heard.Sum(i => (double)weights[i] * agreements[i]) / heard.Sum(i => (double)weights[i]);
    }

    /// <param name="still">The picture that is cut.</param>
    /// <param name="moved">The picture that is laid over it.</param>
    /// <param name="placement">From the one to the other.</param>
    public static DetailVote Take(Plane still, Plane moved, Placement placement)
    {
        (int columns, int rows) = (still.Width / Side, still.Height / Side);
        var weights = new float[columns * rows];
        var agreements = new float[weights.Length];
        int covered = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            BlockSlopes slopes = BlockSlopes.Of(still, moved, placement, (i % columns * Side, i / columns * Side));
            if (2 * slopes.Count < Side * Side)
                continue;
            covered++;
            (double own, double other, double both) = slopes.AlongEdges();
            double strength = Math.Max(
                0, Math.Max(own - (Leak * ((slopes.Own.Sum / slopes.Count) - own)), other - (Leak * ((slopes.Other.Sum / slopes.Count) - other))));
            weights[i] = (float)(strength / (strength + Noise));
            agreements[i] = (float)(both / Math.Sqrt((own + Least) * (other + Least)));
        }

        return new DetailVote(weights, agreements, covered);
    }
}
