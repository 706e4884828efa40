using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

/// <summary>Pictures of this machine in lists: below the list's folder, and nowhere else.</summary>
public sealed class ListedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ListedFileTests()
    {
        byte[] picture = ImageCodec.EncodePng(Pictures.Noise(20, 20, 1));
        foreach (string name in (string[])["list/pictures/a.png", "list/b #1?%20.png", "elsewhere/secret.png"])
            File.WriteAllBytes(_folder.Create(name.Split('/')), picture);
        File.WriteAllText(_folder.Create("list", "page.html"), "<html></html>");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(_folder.Create("list", "link.png"), "../elsewhere/secret.png");
            File.CreateSymbolicLink(_folder.Create("list", "folder"), "../elsewhere");
            File.CreateSymbolicLink(_folder.Create("list", "inner.png"), "pictures/a.png");
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pictures/a.png")]
    [InlineData("./pictures/a.png")]
    [InlineData("pictures\\a.png")]
    [InlineData("pictures/../pictures/a.png")]
    [InlineData("b #1?%20.png")]
    [InlineData("{list}/pictures/a.png")]
    [InlineData("file://{list}/pictures/a.png")]
    [InlineData("inner.png")]
    public async Task WhatLiesBelowIsTaken(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        DownloadRecord row = Assert.Single((await DownloadAsync(line)).Records);

        Assert.Equal(DownloadOutcome.Downloaded, row.Outcome);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "out", "00000000.png")));
    }

    [Theory]
    [InlineData("../elsewhere/secret.png", "leads out of the list's own folder")]
    [InlineData("pictures/../../elsewhere/secret.png", "leads out of the list's own folder")]
    [InlineData("link.png", "a link that leads out of the list's own folder")]
    [InlineData("folder/secret.png", "a link that leads out of the list's own folder")]
    [InlineData("pictures/none.png", "no such file below the list's folder")]
    [InlineData("pictures", "a folder, not a file")]
    [InlineData("just words", "not an address")]
    public async Task WhatDoesNotIsLeftOutWithTheReason(string line, string reason)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        UrlProblem problem = Assert.Single((await DownloadAsync($"pictures/a.png\n{line}")).LeftOut);

        Assert.Equal(2, problem.Line);
        Assert.Contains(reason, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWholePathElsewhereNeedsLeaveAsBefore()
    {
        string secret = Path.Combine(_folder.Path, "elsewhere", "secret.png");

        DownloadRecord row = (await DownloadAsync($"pictures/a.png\n{secret}")).Records[1];

        Assert.Contains("is a file of this machine: not asked without --allow-private", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALinkThatIsTurnedAfterTheListWasReadIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        UrlList list = Read("pictures/a.png");
        string picture = Path.Combine(_folder.Path, "list", "pictures", "a.png");
        File.Delete(picture);
        File.CreateSymbolicLink(picture, "../../elsewhere/secret.png");

        DownloadRecord row = Assert.Single((await DownloadAsync(list)).Records);

        Assert.Equal(DownloadOutcome.Failed, row.Outcome);
        Assert.Contains("a link that leads out", row.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void TextWithoutAFileNamesNoFiles()
    {
        var list = UrlList.Parse("pictures/a.png\n./pictures/a.png\n");

        Assert.Empty(list.Entries);
        Assert.All(list.Problems, problem => Assert.Equal("not an address", problem.Reason));
    }

    [Theory]
    [InlineData("file,label\npictures/a.png,cat\n")]
    [InlineData("pictures/a.png;cat\n")]
    [InlineData("cat\tpictures/a.png\n")]
    public void ColumnsOfFilesHaveLabelsToo(string text) => Assert.Equal(["cat"], Read(text).Labels);

    [Fact]
    public void AWordBehindACommaOfAnAddressIsNoHeading() => Assert.Equal(2, Read("http://a.example/x,image\nhttp://a.example/y,image\n").Entries.Count);

    [Fact]
    public void AListOfNothingUsableSaysWhatIsExpected() =>
        Assert.Contains("below the list's own folder", Assert.Throws<EmblemException>(() => Read("just words")).Message, StringComparison.Ordinal);

    private UrlList Read(string text)
    {
        string path = Path.Combine(_folder.Path, "list", "links.txt");
        File.WriteAllText(path, text.Replace("{list}", Path.Combine(_folder.Path, "list"), StringComparison.Ordinal));
        return UrlList.Read(path);
    }

    private Task<DownloadManifest> DownloadAsync(string text) => DownloadAsync(Read(text));

    private async Task<DownloadManifest> DownloadAsync(UrlList list)
    {
        using var downloader = new ImageDownloader();
        return await downloader.DownloadAsync(list, Path.Combine(_folder.Path, "out"), null, TestContext.Current.CancellationToken);
    }
}
