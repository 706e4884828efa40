using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Reporting;

/// <summary>All losses are seen, and none flattens the others.</summary>
public sealed class LossChartTests
{
    private const int BatchesAnEpoch = 10;

    /// <summary>As after random weights, pretrained ones, a head that was fitted first, one bad epoch, and one epoch alone.</summary>
    public static TheoryData<double[], double> Histories => new()
    {
        { [40, 1.2, 1.1, 1], 1.5 },
        { [40, 1.2], 1.5 },
        { [40], 1.5 },
        { [12.2, 5.95, 1.5, 1.48, 1.1], 1.5 },
        { [20, 31.1, 13, 1.71, 1.48], 2.6 },
        { [3.4, 0.5, 0.4], 0.9 },
        { [0.3, 0.5, 0.9, 1.4], 0.6 },
        { [1e9, 0.5, 0.4], 0.9 },
        { [0.5, 0.55, 0.5, 0.52], 0.05 },
        { [0.5, 0.55, 40, 0.52], 0.05 },
        { [0.9, 0.5, 0.4], 0.9 },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void EveryValidationLossIsSeenAndTrainingIsNotFlattened(double[] validation, double training)
    {
        PixelImage chart = ImageCodec.Decode(LossChart.Draw(Make(validation, training)));

        // A disc of 10 pixels at each epoch's column; the legend's own lies below the axis.
        (int left, int right) = Columns(chart);
        Assert.All(validation.Index(), epoch =>
        {
            int at = left + (int)((double)(right - left) * (epoch.Index + 1) * BatchesAnEpoch / ((validation.Length * BatchesAnEpoch) + 1));
            int orange = Enumerable.Range(55, 560).Sum(y => Enumerable.Range(at - 5, 11).Count(x => IsOrange(chart.At(x, y))));
            Assert.True(orange >= 50, $"{epoch.Item} in epoch {epoch.Index}: {orange} pixels at {at}");
        });
        int[] blue = [.. Enumerable.Range(55, 560).Where(y => Enumerable.Range(left + 5, right - left).Any(x => IsBlue(chart.At(x, y))))];
        Assert.True(validation[0] < 5 * training || validation[0] < 1 || blue[0] < 330, $"Training begins at row {blue[0]} of 55 to 615.");
    }

    [Fact]
    public void AnAxisThatNothingBreaksIsALineFromZero()
    {
        var axis = new BrokenAxis([0.1, 0.5, 1.9], usual: 1);

        Assert.False(axis.IsBroken);
        Assert.Equal([0.1, 0.5, 1.9], new[] { 0.1, 0.5, 1.9 }.Select(axis.PlaceOf));
    }

    [Fact]
    public void ABrokenAxisKeepsOrderAndGivesTheUsualThreeQuarters()
    {
        double[] values = [0.1, 0.5, 1, 1.3, 4, 40];
        var axis = new BrokenAxis(values, usual: 1);

        double[] places = [.. values.Select(axis.PlaceOf)];

        Assert.True(axis.IsBroken);
        Assert.Equal(places.Order(), places);
        Assert.Equal([0.1, 0.5, 1], places[..3]);
        Assert.InRange(1 / places[^1], 0.65, 0.8);
    }

    [Fact]
    public void OneBatchIsAPoint()
    {
        PixelImage chart = ImageCodec.Decode(LossChart.Draw(new TrainingHistory([new BatchRecord(0, 1, 1, 0.003, 0.9)], [])));

        Assert.InRange(Enumerable.Range(55, 560).Sum(y => Enumerable.Range(80, 1080).Count(x => IsBlue(chart.At(x, y)))), 50, 300);
    }

    private static TrainingHistory Make(double[] validation, double training) => new(
        [.. Enumerable.Range(0, validation.Length * BatchesAnEpoch).Select(i => new BatchRecord(i, training / (1 + (0.05 * i)), training / (1 + (0.02 * i)), 0.003, 0.9))],
        [.. validation.Select((loss, i) => new EpochRecord(0, i, BatchesAnEpoch * (i + 1), training, loss, [], TimeSpan.Zero))]);

    /// <summary>Where the level axis begins and ends: at the longest dark column, and with the longest dark row.</summary>
    private static (int Left, int Right) Columns(PixelImage chart)
    {
        int left = Enumerable.Range(0, 200).MaxBy(x => Enumerable.Range(0, chart.Height).Count(y => chart.At(x, y).Red < 60));
        int axis = Enumerable.Range(500, 200).MaxBy(y => Enumerable.Range(0, chart.Width).Count(x => chart.At(x, y).Red < 60));
        return (left, Enumerable.Range(left, chart.Width - left).Last(x => chart.At(x, axis).Red < 60));
    }

    private static bool IsOrange((byte Red, byte Green, byte Blue) pixel) => pixel is { Red: > 190, Green: > 60 and < 130, Blue: < 60 };

    private static bool IsBlue((byte Red, byte Green, byte Blue) pixel) => pixel is { Red: < 40, Green: > 90 and < 140, Blue: > 150 };
}
