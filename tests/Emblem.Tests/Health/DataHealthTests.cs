using Emblem.Data;
using Emblem.Foundation;
using Emblem.Health;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Health;

public sealed class DataHealthTests
{
    [Fact]
    public async Task EveryPictureIsMeasuredAndEveryIssueFound()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);

        HealthReport report = await HealthSet.ExamineAsync(folder);

        Assert.Equal(
            [
                ("odd/bright.png", HealthIssue.TooBright, 200, 140), ("odd/dark.png", HealthIssue.TooDark, 60, 100),
                ("odd/empty.png", HealthIssue.LowInformation, 0, 0.04), ("odd/strip.png", HealthIssue.ExtremeAspect, 400 / 90.0, 3),
                ("odd/tiny.png", HealthIssue.Tiny, 33, 64),
            ],
            report.Findings.Where(finding => finding.Issue != HealthIssue.Blurry).Select(f => (f.Picture.Name, f.Issue, f.Measure, f.Threshold)));
        Assert.Equal("odd/smooth.png", Assert.Single(report.Findings, finding => finding.Issue == HealthIssue.Blurry).Picture.Name);
        Assert.Equal([new ClassHealth("good", 8, 1, 0, 104, 90), new ClassHealth("odd", 6, 0, 6, 100, 90)], report.Classes);
        Assert.Equal("good/broken.jpg", Assert.Single(report.Broken).Name);
        Assert.Equal((8 / 6.0, 8 / 14.0), (report.Imbalance!.Value, report.LargestShare));
    }

    [Fact]
    public async Task TheNumberOfWorkersChangesNothing()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);

        HealthReport one = await HealthSet.ExamineAsync(folder, new HealthOptions { Workers = 1 });
        HealthReport seven = await HealthSet.ExamineAsync(folder, new HealthOptions { Workers = 7 });

        Assert.Equal(one.Pictures, seven.Pictures);
        Assert.Equal(one.Findings, seven.Findings);
        Assert.Equal(one.Broken, seven.Broken);
        Assert.Equal(one.Classes, seven.Classes);
    }

    [Fact]
    public async Task ThresholdsAreTheUsers()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);

        HealthReport report = await HealthSet.ExamineAsync(
            folder,
            new HealthOptions { DarkBelow = 0, BrightAbove = 255, BlurryBelow = 0, InformationBelow = 0, SmallestSide = 1, LargestAspect = 10, FewestPictures = 1 });

        Assert.Empty(report.Findings);
        Assert.StartsWith("1 file cannot be read", Assert.Single(report.Advice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderWithoutClassesIsOneClass()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("a.png"), ImageCodec.EncodePng(HealthSet.Checks(80, 80)));

        HealthReport report = await HealthSet.ExamineAsync(folder, new HealthOptions { FewestPictures = 1 });

        Assert.Equal(new ClassHealth(".", 1, 0, 0, 80, 80), Assert.Single(report.Classes));
        Assert.Null(report.Imbalance);
        Assert.Equal("Nothing stands out.", Assert.Single(report.Advice));
    }

    [Fact]
    public async Task AClassOfBrokenFilesIsNamedAndNotFatal()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("a", "1.png"), ImageCodec.EncodePng(HealthSet.Checks(80, 80)));
        File.WriteAllText(folder.Create("b", "1.png"), "no picture");

        HealthReport report = await HealthSet.ExamineAsync(folder);

        Assert.Equal((1, 0, 1), (report.Classes[0].Count, report.Classes[1].Count, report.Classes[1].Broken));
        Assert.Null(report.Imbalance);
        Assert.Contains(report.Advice, sentence => sentence.StartsWith("'b' has no readable pictures", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StopsWhenAskedTo()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => DataHealth.ExamineAsync(ImageFolder.Open(folder.Path), null, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task TellsHowFarItIs()
    {
        using var folder = new TemporaryFolder();
        HealthSet.Write(folder);
        var told = new Told();

        await DataHealth.ExamineAsync(ImageFolder.Open(folder.Path), new HealthOptions { Workers = 1 }, told, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 15), told.Reports.Select(report => report.Done));
        Assert.All(told.Reports, report => Assert.Equal(15, report.Total));
    }

    /// <summary>Flat marks on white are what the library is for: hardly one may be called bright, blurry or empty.</summary>
    [Fact]
    public async Task RealLogosAreHealthy()
    {
        var folder = ImageFolder.Open(SharedFolder.Require("data/logos_nfl/test"));

        HealthReport report = await DataHealth.ExamineAsync(folder, stop: TestContext.Current.CancellationToken);

        Assert.Equal(100, report.Pictures.Count);
        Assert.InRange(report.Findings.Count(finding => finding.Issue is not (HealthIssue.Tiny or HealthIssue.ExtremeAspect)), 0, 2);
    }

    private sealed class Told : IProgress<StepProgress>
    {
        public List<StepProgress> Reports { get; } = [];

        public void Report(StepProgress value) => Reports.Add(value);
    }
}
