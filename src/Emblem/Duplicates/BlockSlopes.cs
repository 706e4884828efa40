namespace Emblem.Duplicates;

/// <summary>The slopes of one block of a picture and of what lies over it, as sums of their products over its pixels.</summary>
/// <param name="Count">Pixels where both are.</param>
/// <param name="Own">Of the picture with itself.</param>
/// <param name="Other">Of what lies over it with itself, in the picture's own directions.</param>
/// <param name="Both">Of the one with the other.</param>
internal readonly record struct BlockSlopes(int Count, BlockSlopes.Products Own, BlockSlopes.Products Other, BlockSlopes.Products Both)
{
    public static BlockSlopes Of(Plane still, Plane moved, Placement placement, (int Left, int Top) at)
    {
        (float xx, float yx) = ((float)(placement.XX * moved.Width / still.Width), (float)(placement.YX * moved.Height / still.Width));
        (float xy, float yy) = ((float)(placement.XY * moved.Width / still.Height), (float)(placement.YY * moved.Height / still.Height));
        float ownXX = 0, ownXY = 0, ownYY = 0, otherXX = 0, otherXY = 0, otherYY = 0, bothXX = 0, bothXY = 0, bothYY = 0;
        int count = 0;
        for (int y = Math.Max(1, at.Top); y < Math.Min(still.Height - 1, at.Top + DetailVote.Side); y++)
        {
            var line = new PlacedLine(still, moved, placement, y);
            for (int x = Math.Max(1, at.Left); x < Math.Min(still.Width - 1, at.Left + DetailVote.Side); x++)
            {
                if (!moved.TryPlace(line.X(x), line.Y(x), out Place place))
                    continue;
                (float ax, float ay) = still.SlopesAt(x, y);
                (float sx, float sy) = (moved.SlopeX(place), moved.SlopeY(place));
                (float bx, float by) = ((sx * xx) + (sy * yx), (sx * xy) + (sy * yy));
                (ownXX, ownXY, ownYY) = (ownXX + (ax * ax), ownXY + (ax * ay), ownYY + (ay * ay));
                (otherXX, otherXY, otherYY) = (otherXX + (bx * bx), otherXY + (bx * by), otherYY + (by * by));
                (bothXX, bothXY, bothYY) = (bothXX + (ax * bx), bothXY + (0.5f * ((ax * by) + (ay * bx))), bothYY + (ay * by));
                count++;
            }
        }

        return new BlockSlopes(count, new(ownXX, ownXY, ownYY), new(otherXX, otherXY, otherYY), new(bothXX, bothXY, bothYY));
    }

    /// <summary>
    /// The mean squares of the changes of either picture, and the mean of their products, in the direction in which both together change
    /// least: along their common edge, where they have one (the lesser axis of the structure tensor).
    /// </summary>
    public (double Own, double Other, double Both) AlongEdges()
    {
        // Each counts as much as the other, however strong its light is.
        (double own, double other) = (1 / (Own.Sum + Count), 1 / (Other.Sum + Count));
        double xx = (own * Own.XX) + (other * Other.XX), xy = (own * Own.XY) + (other * Other.XY), yy = (own * Own.YY) + (other * Other.YY);
        double angle = (0.5 * Math.Atan2(2 * xy, xx - yy)) + (Math.PI / 2);
        (double y, double x) = Math.SinCos(angle);
        return (Own.Along(x, y) / Count, Other.Along(x, y) / Count, Both.Along(x, y) / Count);
    }

    /// <summary>Sums of the products of two pictures' slopes: of both across, of one across and the other down, of both down.</summary>
    internal readonly record struct Products(double XX, double XY, double YY)
    {
        public double Sum => XX + YY;

        public double Along(double x, double y) => (XX * x * x) + (2 * XY * x * y) + (YY * y * y);
    }
}
