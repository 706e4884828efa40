using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Reporting;

public sealed class LearningCurveChartTests
{
    /// <summary>A dashed line goes on only where something is promised; the band always.</summary>
    [Theory]
    [InlineData(0.01, 0.02, true)]
    [InlineData(-0.02, 0.02, false)]
    public void TheLineGoesOnWhereItCanBeTold(double low, double gain, bool goesOn)
    {
        PixelImage chart = ImageCodec.Decode(LearningCurveChart.Draw(Curve(new LearningForecast(400, gain, low, 0.04) { Band = Band })));

        Assert.Equal((1200, 750), (chart.Width, chart.Height));
        Assert.Equal(goesOn, Count(chart, (red, green, blue) => red > 190 && green is > 70 and < 110 && blue < 20) > 200);
        Assert.True(Count(chart, (red, green, blue) => red > 220 && green is > 190 and < 225 && blue is > 160 and < 210) > 5000, "The band beyond the points.");
    }

    [Fact]
    public void PointsWithoutAForecastAreDrawnAlone()
    {
        PixelImage chart = ImageCodec.Decode(LearningCurveChart.Draw(Curve(null) with { Points = [new(1, 4, 1, 0.5, 1, 0.1)] }));

        Assert.Equal((1200, 750), (chart.Width, chart.Height));
        Assert.True(Count(chart, (red, green, blue) => red < 60 && green is > 80 and < 150 && blue > 140) > 30);
    }

    private static IReadOnlyList<ForecastPoint> Band => [new(50, 0.7, 0.65, 0.75), new(100, 0.8, 0.75, 0.85), new(200, 0.85, 0.8, 0.9), new(400, 0.87, 0.8, 0.93)];

    private static LearningCurve Curve(LearningForecast? forecast) =>
        new([new(0.25, 50, 0.7, 0.65, 0.75, 0.6), new(0.5, 100, 0.8, 0.75, 0.85, 0.5), new(1, 200, 0.85, 0.8, 0.9, 0.4)], forecast);

    private static int Count(PixelImage chart, Func<byte, byte, byte, bool> isOne) => Enumerable.Range(0, chart.Height)
        .Sum(row => Enumerable.Range(0, chart.Width).Count(column => chart.At(column, row) is var pixel && isOne(pixel.Red, pixel.Green, pixel.Blue)));
}
