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

    /// <summary>As a whole a copy may be paler; a thing that is paler before the same edges is another.</summary>
    [Theory]
    [InlineData(0.9, 0.8)]
    [InlineData(1.3, 0.5)]
    [InlineData(0.6, 1.1)]
    public void PalerAsAWholeIsOneLightAndPalerInOnePartIsNot(double across, double down)
    {
        Plane strong = Lit(1, 1), paler = Lit(0.4, 0.4), another = Lit(1, 0.12);

        Assert.True(DetailVote.Take(strong, paler, Placement.Same, inOneLight: true).Agreement() > 0.9);
        Assert.True(DetailVote.Take(strong, another, Placement.Same, inOneLight: true).Agreement() < 0.5);
        Assert.True(DetailVote.Take(strong, another, Placement.Same).Agreement() > 0.7);

        Plane Lit(double frame, double texture) => Make((x, y) =>
            (frame * (x < 16 || y < 16 ? 0 : 150)) + (texture * (x < 24 || y < 24 ? 0 : 9 * Math.Sin(x * across) * Math.Sin(y * down))));
    }

    [Fact]
    public void CornersOfAFrameHaveNoSay()
    {
        Plane framed = Make((x, y) => Math.Min(Math.Min(x, 63 - x), Math.Min(y, 63 - y)) < 13 ? 10 : 120).Softened();
        var inner = Placement.Window(13 / 64.0, 13 / 64.0, 38 / 64.0, 38 / 64.0);

        Assert.True(DetailVote.Take(framed, framed, Placement.Same).Agreement() > 0.9);
        Assert.Null(DetailVote.Take(framed, framed, Placement.Same, framed: inner).Agreement());
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

    /// <summary>A part that disagrees is left out as a mark, but not from what is asked throughout.</summary>
    [Theory]
    [InlineData(2, 3, 0.1)]
    [InlineData(1, 5, -0.4)]
    [InlineData(2, 4, 0.3)]
    public void APartOfAnotherPictureIsHeardThroughout(int height, int width, float agreement)
    {
        const int columns = 8;
        float[] weights = [.. Enumerable.Range(0, columns * columns).Select(i => i % 2 == 0 || IsPart(i) ? 1f : 0)];
        var vote = new DetailVote(weights, [.. Enumerable.Range(0, weights.Length).Select(i => IsPart(i) ? agreement : 0.9f)], columns);

        Assert.Equal(0.9, vote.Agreement()!.Value, 5);
        Assert.True(vote.Throughout() < 0.85);

        bool IsPart(int i) => i / columns < height && i % columns < width;
    }

    private static Plane Make(Func<int, int, double> value) =>
        new(64, 64, [.. Enumerable.Range(0, 64 * 64).Select(i => (float)value(i % 64, i / 64))]);
}
