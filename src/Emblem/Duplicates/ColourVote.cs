namespace Emblem.Duplicates;

/// <summary>
/// How far the colours of two aligned pictures agree, brightness aside: the correlation of their chroma as vectors, each less its mean. More
/// or less saturation and another white balance leave it as it is; another hue turns the vectors, and things of one shape are told apart.
/// </summary>
internal static class ColourVote
{
    /// <summary>The least mean square of chroma about its mean, in levels of 255; a picture with less has no colour to speak of, and JPEG changes what it has.</summary>
    private const double LeastEnergy = 5;

    /// <summary>Cells that must meet.</summary>
    private const int LeastCells = 40;

    /// <returns>−1 to 1; null where either picture is as good as gray, or they hardly overlap.</returns>
    public static double? Agreement(Chroma still, Chroma moved, Placement placement)
    {
        const int side = Chroma.Side;
        double blue = 0, red = 0, otherBlue = 0, otherRed = 0, own = 0, other = 0, both = 0;
        int count = 0;
        for (int i = 0; i < side * side; i++)
        {
            (int column, int row) = (i % side, i / side);
            (double x, double y) = placement.Map((column + 0.5) / side, (row + 0.5) / side);
            (x, y) = ((x * side) - 0.5, (y * side) - 0.5);
            if (column is 0 or side - 1 || row is 0 or side - 1 || !(x >= 0.5 && y >= 0.5 && x <= side - 1.5 && y <= side - 1.5))
                continue;
            (double ownBlue, double ownRed) = (still.Values[i], still.Values[i + (side * side)]);
            (double b, double r) = moved.Read(x, y);
            (blue, red, otherBlue, otherRed) = (blue + ownBlue, red + ownRed, otherBlue + b, otherRed + r);
            own += (ownBlue * ownBlue) + (ownRed * ownRed);
            other += (b * b) + (r * r);
            both += (ownBlue * b) + (ownRed * r);
            count++;
        }

        if (count < LeastCells)
            return null;
        own = (own - (((blue * blue) + (red * red)) / count)) / count;
        other = (other - (((otherBlue * otherBlue) + (otherRed * otherRed)) / count)) / count;
        both = (both - (((blue * otherBlue) + (red * otherRed)) / count)) / count;
        return Math.Min(own, other) < LeastEnergy ? null : both / Math.Sqrt(own * other);
    }
}
