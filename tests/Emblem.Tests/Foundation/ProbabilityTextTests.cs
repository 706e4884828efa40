using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public sealed class ProbabilityTextTests
{
    [Theory]
    [InlineData(0, "<0.1%", "<0.001")]
    [InlineData(1e-7, "<0.1%", "<0.001")]
    [InlineData(0.0005, "0.1%", "0.001")]
    [InlineData(0.5, "50.0%", "0.500")]
    [InlineData(0.998, "99.8%", "0.998")]
    [InlineData(0.9994, "99.9%", "0.999")]
    [InlineData(0.9996, ">99.9%", ">0.999")]
    [InlineData(1, ">99.9%", ">0.999")]
    [InlineData(double.NaN, "–", "–")]
    public void NothingReadsAsCertainOrImpossible(double probability, string percent, string number)
    {
        Assert.Equal(percent, ProbabilityText.Percent(probability));
        Assert.Equal(number, ProbabilityText.Number(probability));
    }

    [Fact]
    public void DigitsCanBeAskedFor() => Assert.Equal(["0.9996", ">0.9999", "<0.0001"], ((double[])[0.9996, 0.99999, 0.00001]).Select(one => ProbabilityText.Number(one, 4)));
}
