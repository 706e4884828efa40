using Emblem.Duplicates;

namespace Emblem.Tests.Duplicates;

public sealed class DetailVoteTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(45)]
    [InlineData(78)]
    [InlineData(90)]
    public void StraightEdgesAndGradientsAreNoEvidence(double degrees)
    {
        (double sine, double cosine) = Math.SinCos(degrees * Math.PI / 180);
        Plane edge = Make((x, y) => 20 + (200 / (1 + Math.Exp(-((cosine * (x - 32)) + (sine * (y - 32))))))).Softened();
        Plane gradient = Make((x, y) => 128 + (1.4 * ((cosine * (x - 32)) + (sine * (y - 32)))));

        Assert.Null(DetailVote.Take(edge, edge, Placement.Same).Agreement());
        Assert.Null(DetailVote.Take(gradient, gradient, Placement.Same).Agreement());
    }

    [Fact]
    public void FaintTextureOverAStrongGradientDecides()
    {
        Plane one = Make((x, y) => (3 * x) + (4 * Math.Sin(x * 0.9) * Math.Sin(y * 0.8))), other = Make((x, y) => (3 * x) + (4 * Math.Sin(x * 0.7) * Math.Sin((y * 1.1) + 1)));

        Assert.True(DetailVote.Take(one, one, Placement.Same).Agreement() > 0.9);
        Assert.True(DetailVote.Take(one, other, Placement.Same).Agreement() < 0.4);
    }

    /// <summary>One mark is left out, wherever it lies; as many blocks here and there are not.</summary>
    [Fact]
    public void OneMarkIsLeftOutAndScatteredDifferencesAreNot()
    {
        const int columns = 8;
        float[] weights = [.. Enumerable.Repeat(1f, columns * columns)];
        float[] marked = [.. weights], scattered = [.. weights];
        for (int i = 0; i < 9; i++)
            (marked[(((i / 3) + 4) * columns) + (i % 3) + 2], scattered[i * 7]) = (-1, -1);

        Assert.Equal(1, new DetailVote(weights, marked, columns).Agreement()!.Value, 5);
        Assert.True(new DetailVote(weights, scattered, columns).Agreement() < 0.8);
    }

    private static Plane Make(Func<int, int, double> value) =>
        new(64, 64, [.. Enumerable.Range(0, 64 * 64).Select(i => (float)value(i % 64, i / 64))]);
}
