using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Tests.Support;
using Emblem.Training;
using Emblem.Training.Metrics;

namespace Emblem.Tests.Reporting;

public sealed class MetricsChartTests
{
    private static readonly string[] Names = ["accuracy", "error_rate", "f1", "roc_auc", "recall"];

    [Theory]
    [InlineData(1, 1, 750)]
    [InlineData(2, 10, 750)]
    [InlineData(3, 200, 750)]
    [InlineData(5, 1, 1125)]
    public void EachMetricHasAPanelWithALineOrAPoint(int metrics, int epochs, int height)
    {
        PixelImage chart = ImageCodec.Decode(MetricsChart.Draw(Make(epochs, metrics, (metric, epoch) => 1 - (1.0 / (epoch + metric + 2)))));

        Assert.Equal((1200, height), (chart.Width, chart.Height));
        int columns = metrics > 2 ? 2 : 1;
        int rows = (metrics + columns - 1) / columns;
        Assert.All(Enumerable.Range(0, metrics), metric => Assert.InRange(
            Blue(chart, metric % columns * 1200 / columns, metric / columns * height / rows, 1200 / columns, height / rows), 30, 50_000));
    }

    [Fact]
    public void ALineThatNeverChangesOrIsPartlyUndefinedIsDrawn()
    {
        PixelImage same = ImageCodec.Decode(MetricsChart.Draw(Make(5, 1, (_, _) => 1)));
        PixelImage gaps = ImageCodec.Decode(MetricsChart.Draw(Make(5, 1, (_, epoch) => epoch < 2 ? double.NaN : 7.5 * epoch)));

        Assert.InRange(Blue(same, 0, 0, 1200, 750), 500, 50_000);
        Assert.InRange(Blue(gaps, 0, 0, 1200, 750), 500, 50_000);
    }

    [Fact]
    public void ASecondFitGoesOnWhereTheFirstEnded()
    {
        TrainingHistory one = Make(4, 1, (_, epoch) => epoch / 4.0);
        TrainingHistory two = one with { Epochs = [.. one.Epochs.Select(epoch => epoch with { Fit = epoch.Epoch / 2, Epoch = epoch.Epoch % 2 })] };

        PixelImage joined = ImageCodec.Decode(MetricsChart.Draw(two));

        // The same line, and a dashed one between the fits.
        Assert.InRange(Blue(joined, 0, 0, 1200, 750) / (double)Blue(ImageCodec.Decode(MetricsChart.Draw(one)), 0, 0, 1200, 750), 0.97, 1.03);
        Assert.NotEqual(ImageCodec.Decode(MetricsChart.Draw(one)).Pixels, joined.Pixels);
    }

    private static TrainingHistory Make(int epochs, int metrics, Func<int, int, double> value) => new(
        [],
        [
            .. Enumerable.Range(0, epochs).Select(epoch => new EpochRecord(
                0, epoch, epoch + 1, 1, 1, [.. Names.Take(metrics).Select((name, i) => new MetricValue(name, value(i, epoch)))], TimeSpan.Zero)),
        ]);

    private static int Blue(PixelImage chart, int x, int y, int width, int height) => Enumerable.Range(y, height)
        .Sum(row => Enumerable.Range(x, width).Count(column => chart.At(column, row) is { Red: < 60, Green: > 80 and < 150, Blue: > 140 }));
}
