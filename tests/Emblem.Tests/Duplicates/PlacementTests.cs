using Emblem.Duplicates;

namespace Emblem.Tests.Duplicates;

public sealed class PlacementTests
{
    private static readonly Placement Turned = Placement.Turned(0.9, 20, aspect: 2);

    [Fact]
    public void TheWayBackLeadsBack() => Assert.Equal(0, Turned.Then(Turned.Inverse()).DistanceTo(Placement.Same), 12);

    [Fact]
    public void OneAfterTheOtherIsBoth()
    {
        (double x, double y) = Placement.Mirrored.Map(0.3, 0.6);

        (double u, double v) = Placement.Mirrored.Then(Turned).Map(0.3, 0.6);

        Assert.Equal((0.7, 0.6), (x, y));
        Assert.Equal(Turned.Map(x, y).X, u, 12);
        Assert.Equal(Turned.Map(x, y).Y, v, 12);
    }

    [Fact]
    public void TurningKeepsShapesAndTheMiddle()
    {
        (double x, double y) = Turned.Map(0.5, 0.5);

        Assert.Equal((0.5, 0.5), (Math.Round(x, 12), Math.Round(y, 12)));
        Assert.Equal(1, Turned.Distortion(2, 2), 6);
        Assert.Equal(0.81, Turned.Determinant, 12);
        Assert.Equal(1.5, Placement.Window(0, 0, 1, 1).Distortion(2, 3), 6);
    }
}
