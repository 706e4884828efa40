namespace Emblem.Duplicates;

/// <summary>Where the pixels of one row of a picture lie in another, in that one's pixels with centres at whole numbers.</summary>
internal readonly struct PlacedLine
{
    private readonly float _x;
    private readonly float _y;
    private readonly float _stepX;
    private readonly float _stepY;

    public PlacedLine(Plane still, Plane moved, Placement placement, int row)
    {
        (double x, double y) = placement.Map(0.5 / still.Width, (row + 0.5) / still.Height);
        (_x, _y) = ((float)((x * moved.Width) - 0.5), (float)((y * moved.Height) - 0.5));
        (_stepX, _stepY) = ((float)(placement.XX * moved.Width / still.Width), (float)(placement.YX * moved.Height / still.Width));
    }

    public float X(int column) => _x + (column * _stepX);

    public float Y(int column) => _y + (column * _stepY);
}
