using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Reporting;

namespace Emblem.Tests.Reporting;

/// <summary>The chart has a form for every number of classes, and none is larger than a screen can scroll.</summary>
public sealed class ConfusionMatrixChartTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(800)]
    [InlineData(1000)]
    [InlineData(10_000)]
    public void AnyNumberOfClassesIsDrawnWithinBounds(int classes)
    {
        PixelImage chart = ImageCodec.Decode(ConfusionMatrixChart.Draw(Matrix(classes, i => i)));

        Assert.InRange(chart.Width, 300, 2200);
        Assert.InRange(chart.Height, 300, 2000);
        Assert.InRange(Dark(chart), 500, chart.Width * chart.Height / 2);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(1000)]
    public void OneMistakeInManyClassesIsSeen(int classes)
    {
        PixelImage right = ImageCodec.Decode(ConfusionMatrixChart.Draw(Matrix(classes, i => i)));
        PixelImage wrong = ImageCodec.Decode(ConfusionMatrixChart.Draw(Matrix(classes, i => i == 0 ? classes - 1 : i)));

        // The first class's pictures lie in the upper right corner of the square, of which a cell is 5 pixels at least.
        int changed = Enumerable.Range(0, 90).Sum(y => Enumerable.Range(900, 400).Count(x => right.Pixels[3 * ((y * right.Width) + x)] - wrong.Pixels[3 * ((y * right.Width) + x)] > 30));
        Assert.InRange(changed, 20, 2000);
    }

    [Fact]
    public void LongNamesAndPicturesWithoutAnAnswerDoNotBreakIt()
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(i => new string('w', 300) + i)];

        PixelImage chart = ImageCodec.Decode(ConfusionMatrixChart.Draw(new ConfusionMatrix(names, [0, 1, 2], [-1, -1, 7])));

        Assert.InRange(chart.Width, 300, 2200);
    }

    private static ConfusionMatrix Matrix(int classes, Func<int, int> predicted) => new(
        [.. Enumerable.Range(0, classes).Select(i => $"class {i}")], [.. Enumerable.Range(0, classes)], [.. Enumerable.Range(0, classes).Select(predicted)]);

    private static int Dark(PixelImage picture) => Enumerable.Range(0, picture.Width * picture.Height).Count(i => picture.Pixels[3 * i] < 128);
}
