using Emblem.Runs;
using Emblem.Tests.Support;

namespace Emblem.Tests.Runs.Report;

/// <summary>A page has a form for any number of classes and pictures.</summary>
public sealed class LargeReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, 8)]
    [InlineData(10, 100)]
    [InlineData(1000, 2000)]
    public void ItStaysAPage(int classes, int pictures)
    {
        (int, int, float)[] answers = [.. Enumerable.Range(0, pictures).Select(i => (i % classes, i % 5 == 4 ? (i + 1 + (i / classes)) % classes : i % classes, 0.3f + (0.69f * (i * 7919 % pictures) / pictures)))];
        string path = _folder.Create("report.html");
        RunReport report = Reported.Of("test", [.. Enumerable.Range(0, classes).Select(i => $"class {i}")], answers) with
        {
            Counts = [.. Enumerable.Range(0, classes).Select(i => new ClassCounts($"class {i}", 8, 2, 2))],
            Copies = [.. Enumerable.Range(0, classes).Select(i => new PictureCopies([$"{i}.png", $"copy {i}.png"], ["training"], ["class 1"]))],
            Labels = new LabelReview(["class 0"], [.. Enumerable.Range(0, pictures).Select(i => new ReviewedPicture($"{i}.png", "none.png", "class 0", LabelSuspicion.Doubted))]),
        };

        report.WriteHtml(path);

        Assert.InRange(new FileInfo(path).Length, 50_000, 5_000_000);
        Assert.Equal(classes > 100, File.ReadAllText(path).Contains($"… and {classes - 100} more", StringComparison.Ordinal));
    }
}
