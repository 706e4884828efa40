using Emblem.Foundation;
using Emblem.Interpretation;

namespace Emblem.Tests.Interpretation;

/// <summary>Curves of scores whose truth is known.</summary>
public sealed class LearningCurveTests
{
    private static readonly double[] Shares = [0.25, 0.5, 0.75, 1];

    [Fact]
    public void ALawIsFoundAgainAndItsGainIsPromised()
    {
        LearningCurve curve = Draw(share => 0.04 + (0.1 * Math.Pow(share, -0.7)), pictures: 2000, seed: 1);

        double truth = 0.1 * (1 - Math.Pow(2, -0.7));
        Assert.Equal(LearningVerdict.WorthIt, curve.Verdict);
        Assert.InRange(truth, curve.Forecast!.Low, curve.Forecast.High);
        Assert.InRange(curve.Forecast.Gain, 0.6 * truth, 1.4 * truth);
        Assert.Equal((4, 400, 100), (curve.Points.Count, curve.Points[^1].Pictures, curve.Points[0].Pictures));
        Assert.All(curve.Points, point => Assert.InRange(1 - 0.04 - (0.1 * Math.Pow(point.Share, -0.7)), point.Low, point.High));
        Assert.Equal((100, 800), (curve.Forecast.Band[0].Pictures, Math.Round(curve.Forecast.Band[^1].Pictures)));
        Assert.Contains("worth it.", curve.Summary, StringComparison.Ordinal);
    }

    /// <summary>95% of intervals should hold the truth; of 40 sets of 150 pictures fewer than 35 would be a broken promise.</summary>
    [Theory]
    [InlineData(0.02, 0.15, 0.4)]
    [InlineData(0.10, 0.05, 1.0)]
    public void IntervalsHoldTheTruth(double floor, double height, double power)
    {
        double truth = height * (1 - Math.Pow(2, -power));

        int held = Enumerable.Range(0, 40).Select(seed => Draw(share => floor + (height * Math.Pow(share, -power)), 150, seed).Forecast!)
            .Count(more => more.Low <= truth && truth <= more.High);

        Assert.InRange(held, 35, 40);
    }

    [Fact]
    public void NoisePromisesNothing()
    {
        LearningCurve few = Scores(_ => 0.25, pictures: 60, seed: 3, repeats: 1).ToCurve();

        Assert.Equal(LearningVerdict.CannotTell, few.Verdict);
        Assert.InRange(0, few.Forecast!.Low, few.Forecast.High);
        Assert.Contains("cannot be told: anything from -0.", few.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlatCurveOfManyPicturesIsHardlyWorthMore()
    {
        LearningCurve many = Draw(_ => 0.1, pictures: 6000, seed: 4);
        LearningCurve worse = Draw(share => 0.2 + (0.1 * share), pictures: 2000, seed: 5);

        Assert.Equal((LearningVerdict.HardlyWorthIt, LearningVerdict.HardlyWorthIt), (many.Verdict, worse.Verdict));
        Assert.True(worse.Forecast!.High < 0, $"{worse.Forecast}");
        Assert.Contains("hardly worth it", many.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereAllIsRightAlreadyThereIsNothingToGainAndFiveOfFiveTellNothing()
    {
        LearningCurve many = Draw(_ => 0, pictures: 300, seed: 1);
        LearningCurve few = Draw(_ => 0, pictures: 5, seed: 1);

        Assert.Equal((LearningVerdict.HardlyWorthIt, LearningVerdict.CannotTell), (many.Verdict, few.Verdict));
        Assert.InRange(few.Points[^1].Low, 0.4, 0.7);
        Assert.Equal(1, many.Points[^1].High);
    }

    [Fact]
    public void CopiesTellNoMoreThanOnePicture()
    {
        CurveScores scores = Scores(share => 0.04 + (0.1 * Math.Pow(share, -0.7)), 200, 2);
        CurveScores copied = scores with
        {
            Wrong = [.. scores.Wrong.Select(repeat => repeat.Select(part => part.Concat(part).ToArray()).ToArray())],
            Groups = [.. Enumerable.Range(0, 200).Select(i => new[] { i, i + 200 })],
        };

        LearningForecast one = scores.ToCurve().Forecast!;
        LearningForecast two = copied.ToCurve().Forecast!;

        Assert.Equal((one.Gain, one.Low, one.High), (two.Gain, two.Low, two.High));
    }

    [Fact]
    public void OfTwoCountsNothingIsForetold()
    {
        CurveScores scores = Scores(_ => 0.2, 20, 1) with { Pictures = [2, 2, 4, 4] };

        LearningCurve curve = scores.ToCurve();

        Assert.Null(curve.Forecast);
        Assert.Equal(LearningVerdict.CannotTell, curve.Verdict);
        Assert.EndsWith("That is too little to tell what more pictures would bring.", curve.Summary, StringComparison.Ordinal);
    }

    private static LearningCurve Draw(Func<double, double> error, int pictures, long seed) => Scores(error, pictures, seed).ToCurve();

    /// <summary>Some pictures are harder than others, in every part alike; the rest is chance.</summary>
    private static CurveScores Scores(Func<double, double> error, int pictures, long seed, int repeats = 5)
    {
        RandomStream random = new RandomSource(seed).Stream("curve");
        double[] hardness = [.. Enumerable.Range(0, pictures).Select(_ => random.NextDouble())];
        return new CurveScores(
            Shares,
            [.. Shares.Select(share => 400 * share)],
            [
                .. Enumerable.Range(0, repeats).Select(_ => Shares.Select(share => hardness.Select(hard => (random.NextChance(0.5) ? hard : random.NextDouble()) < error(share) ? 1.0 : 0).ToArray()).ToArray()),
            ],
            [.. Shares.Select(error)],
            [.. Enumerable.Range(0, pictures).Select(i => new[] { i })]);
    }
}
