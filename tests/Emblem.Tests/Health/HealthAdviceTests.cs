using Emblem.Health;
using Emblem.Imaging;

namespace Emblem.Tests.Health;

public sealed class HealthAdviceTests
{
    [Fact]
    public void AMuchSmallerClassIsNamedWithWhatToDo()
    {
        HealthReport report = Report(("cat", 90, ImageFormat.Jpeg), ("dog", 10, ImageFormat.Jpeg));

        Assert.Equal((9, 0.9), (report.Imbalance!.Value, report.LargestShare));
        Assert.Contains(report.Advice, sentence => sentence.Contains("'dog' has 9 times fewer pictures than 'cat' (10 against 90)", StringComparison.Ordinal)
            && sentence.Contains("90% of the time", StringComparison.Ordinal));
        Assert.Contains(report.Advice, sentence => sentence.StartsWith("'dog' has 10 pictures: with fewer than 30", StringComparison.Ordinal));
    }

    [Fact]
    public void ClassesOfDifferentFilesAreNamed() => Assert.StartsWith(
        "100% of 'cat' but 0% of 'dog' are JPEG files",
        Assert.Single(Report(("cat", 40, ImageFormat.Jpeg), ("dog", 50, ImageFormat.Png)).Advice),
        StringComparison.Ordinal);

    [Fact]
    public void ABalancedSetHasNothingToDo() => Assert.Equal(
        ["Nothing stands out."], Report(("cat", 40, ImageFormat.Jpeg), ("dog", 50, ImageFormat.Jpeg)).Advice);

    [Fact]
    public void NoPicturesAtAllHaveNoShares()
    {
        HealthReport report = Report();

        Assert.Equal(0, report.LargestShare);
        Assert.Null(report.Imbalance);
        Assert.Single(report.Advice);
    }

    private static HealthReport Report(params (string Class, int Count, ImageFormat Format)[] classes) => new()
    {
        Options = new HealthOptions(),
        Classes = [.. classes.Select(found => new ClassHealth(found.Class, found.Count, 0, 0, 100, 100))],
        Pictures = [.. classes.SelectMany(found => Enumerable.Range(0, found.Count).Select(i => Picture(found.Class, found.Format, i)))],
        Broken = [],
        Findings = [],
    };

    private static PictureHealth Picture(string label, ImageFormat format, int number) => new()
    {
        Path = $"{label}/{number}",
        Name = $"{label}/{number}",
        Class = label,
        Bytes = 1000,
        Format = format,
        Mode = ColourMode.Colour,
        Frames = 1,
        Width = 100,
        Height = 100,
        Measures = new PictureMeasures(255, 0, 128, 1, 0.5),
    };
}
