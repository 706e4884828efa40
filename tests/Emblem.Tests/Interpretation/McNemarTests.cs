using System.Text.Json;
using Emblem.Interpretation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Interpretation;

public sealed class McNemarTests
{
    [Fact]
    public void ProbabilitiesAreStatsmodels()
    {
        foreach (JsonElement golden in GoldenStatistics.Of("mcnemar").EnumerateArray())
        {
            var test = new McNemar(golden.GetProperty("only_first_right").GetInt32(), golden.GetProperty("only_second_right").GetInt32(), 200);

            Assert.Equal(golden.GetProperty("exact_p").GetDouble(), test.ExactPValue, 1e-12);
            Assert.Equal(golden.GetProperty("chi2_corrected").GetDouble(), test.ChiSquared, 1e-12);
            Assert.Equal(golden.GetProperty("chi2_p").GetDouble(), test.ApproximatePValue, 1e-12);
            Assert.Equal(test.ExactPValue, test.PValue);
        }
    }

    /// <summary>Agresti and Min's adjusted interval by hand: (25 − 12) of 200 is 13/202 ± 1.96·√((38/202 − (13/202)²)/202).</summary>
    [Fact]
    public void TheDifferenceHasItsInterval()
    {
        var test = new McNemar(25, 12, 200);

        Assert.Equal(0.065, test.Difference, 1e-12);
        Assert.Equal(0.00520, test.Interval.Low, 1e-4);
        Assert.Equal(0.12351, test.Interval.High, 1e-4);
        Assert.True(test.IsReal);
        Assert.False(new McNemar(10, 3, 200).IsReal);
    }

    [Fact]
    public void EqualModelsAndVeryManyPicturesHaveAnAnswerToo()
    {
        Assert.Equal((1.0, 0.0), (new McNemar(0, 0, 50).PValue, new McNemar(0, 0, 50).Difference));
        Assert.Equal(0, new McNemar(0, 0, 0).Difference);
        Assert.InRange(new McNemar(2000, 1500, 100_000).PValue, 1e-18, 1e-16);
        Assert.Equal(new McNemar(520, 480, 9000).ExactPValue, new McNemar(520, 480, 9000).ApproximatePValue, 2e-3);
    }
}
