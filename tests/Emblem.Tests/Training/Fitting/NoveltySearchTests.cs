using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Training.Fitting;

namespace Emblem.Tests.Training.Fitting;

public sealed class NoveltySearchTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void AtMostAFewNewPicturesOfTheKindAreFarther()
    {
        float[][] rows = Rows(300, 0.3, "known");
        KnownFeatures known = NoveltySearch.Run(rows, 200, [.. Enumerable.Range(0, 300)], Stop)!;

        Assert.Equal(200, known.Count);
        Assert.InRange(Rows(400, 0.3, "new").Count(row => known.NoveltyOf(row) > 1), 0, 20);
        Assert.InRange(Rows(400, 3, "other").Count(row => known.NoveltyOf(row) > 1), 390, 400);
    }

    /// <summary>Where each picture is there twice, its copy is nearest to it: a threshold by single pictures would refuse all that is new.</summary>
    [Fact]
    public void CopiesAreHeldOutTogether()
    {
        float[][] once = Rows(100, 0.3, "known");
        float[][] twice = [.. once, .. once];

        KnownFeatures together = NoveltySearch.Run(twice, 200, [.. Enumerable.Range(0, 200).Select(i => i % 100)], Stop)!;
        KnownFeatures single = NoveltySearch.Run(twice, 200, [.. Enumerable.Range(0, 200)], Stop)!;

        float[][] others = Rows(200, 0.3, "new");
        Assert.InRange(others.Count(row => together.NoveltyOf(row) > 1), 0, 10);
        Assert.True(together.Rule.Threshold > single.Rule.Threshold);
    }

    /// <summary>A trained network holds its own pictures closer together than others of their kind: these say what is far.</summary>
    [Fact]
    public void PicturesThatTaughtNothingCountWhereTheyLieFarther()
    {
        float[][] taught = Rows(100, 0.05, "taught");
        float[][] apart = Rows(30, 0.3, "apart");
        int[] groups = [.. Enumerable.Range(0, 130)];

        Assert.True(NoveltySearch.Run([.. taught, .. apart], 100, groups, Stop)!.Rule.Threshold > 3 * NoveltySearch.Run(taught, 100, groups, Stop)!.Rule.Threshold);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void FewerThanTenDifferentPicturesSayNothing(int different, bool known)
    {
        float[][] rows = Rows(30, 0.3, "known");

        Assert.Equal(known, NoveltySearch.Run(rows, 30, [.. Enumerable.Range(0, 30).Select(i => i % different)], Stop) is not null);
    }

    /// <summary>Where nothing differs at all, there is no distance that could be exceeded by a share.</summary>
    [Fact]
    public void EqualPicturesSayNothing() =>
        Assert.Null(NoveltySearch.Run([.. Enumerable.Repeat<float[]>([1, 0], 20)], 20, [.. Enumerable.Range(0, 20)], Stop));

    /// <summary>Directions around the first axis, farther from it the larger the spread.</summary>
    private static float[][] Rows(int count, double spread, string name)
    {
        RandomStream random = new RandomSource(1).Stream(name);
        return [.. Enumerable.Range(0, count).Select(_ => (float[])[1, .. Enumerable.Range(0, 7).Select(_ => (float)(spread * random.NextNormal()))])];
    }
}
