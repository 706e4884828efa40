using Emblem.Acquisition;
using Emblem.Foundation;

namespace Emblem.Tests.Acquisition;

public sealed class DownloadAgentTests
{
    [Fact]
    public void ItNamesProductContactAndPlatform()
    {
        Assert.Matches(@"^Emblem/\d+\.\d+\.\d+ \(picture downloader, no contact given\) \.NET/10\.0$", DownloadAgent.Of(new DownloadOptions()));
        Assert.Matches(@"^Emblem/\d+\.\d+\.\d+ \(me@example\.org\) \.NET/10\.0$", DownloadAgent.Of(new DownloadOptions { Contact = "me@example.org" }));
        Assert.Contains(" (https://a.example/; me@b.example) ", DownloadAgent.Standard("me@b.example", "https://a.example/"), StringComparison.Ordinal);
        Assert.Equal("mine/1", DownloadAgent.Of(new DownloadOptions { Contact = "me@example.org", UserAgent = "mine/1" }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\r\nCookie: lines")]
    [InlineData("größer")]
    public void WhatNoHeaderHoldsIsRefused(string text)
    {
        Assert.Throws<EmblemException>(() => new ImageDownloader(new DownloadOptions { Contact = text }));
        Assert.Throws<EmblemException>(() => new ImageDownloader(new DownloadOptions { UserAgent = text }));
    }
}
