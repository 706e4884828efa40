using Emblem.Health;
using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Tests.Health;
using Emblem.Tests.Support;

namespace Emblem.Tests.Reporting;

public sealed class HealthPictureTests
{
    [Fact]
    public async Task ShowsEveryPanelAndTheWorstFinds()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);
        HealthReport report = await HealthSet.ExamineAsync(folder);
        string path = folder.Create("out", "health.png");

        HealthPicture.Write(path, report);

        PixelImage page = ImageCodec.Decode(path);
        Assert.Equal(1848, page.Width);
        for (int row = 0; row < 2; row++)
        {
            for (int column = 0; column < 3; column++)
                Assert.InRange(Ink(page, column * 616, 80 + (row * 430), 616, 430), 1000, 200_000);
        }

        PixelImage healthy = ImageCodec.Decode(HealthPicture.Draw(report with { Findings = [] }));
        Assert.Equal(80 + (2 * 430), healthy.Height);
        Assert.True(page.Height > healthy.Height + 280);
    }

    [Fact]
    public async Task AMissingFileOnlyLosesItsThumbnail()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);
        HealthReport report = await HealthSet.ExamineAsync(folder);
        PixelImage before = ImageCodec.Decode(HealthPicture.Draw(report));

        File.Delete(Path.Combine(folder.Path, "odd", "dark.png"));

        Assert.NotEqual(before.Pixels, ImageCodec.Decode(HealthPicture.Draw(report)).Pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public void DrawsAnyNumberOfClassesWithLongNames(int count)
    {
        var report = new HealthReport
        {
            Options = new HealthOptions(),
            Classes = [.. Enumerable.Range(0, count).Select(i => new ClassHealth($"{i} {new string('m', 80)}", i * 10, 0, i, 0, 0))],
            Pictures = [],
            Broken = [],
            Findings = [],
        };

        PixelImage page = ImageCodec.Decode(HealthPicture.Draw(report));

        Assert.InRange(Ink(page, 0, 80, 616, 430), count == 0 ? 500 : 1000, 200_000);
        Assert.Equal(0, Ink(page, 616, 130, 10, 300));
    }

    [Fact]
    public async Task IssuesTakeTurns()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);
        HealthReport report = await HealthSet.ExamineAsync(folder);

        Assert.Equal(
            ["odd/dark.png", "odd/bright.png", "odd/smooth.png", "odd/empty.png", "odd/tiny.png", "odd/strip.png"],
            WorstFinds.Choose(report.Findings).Select(picture => picture.Name));
    }

    private static int Ink(PixelImage picture, int left, int top, int width, int height) => Enumerable.Range(0, width * height).Count(i =>
        picture.At(left + (i % width), top + (i / width)) is var (red, green, blue) && red + green + blue < 600);
}
