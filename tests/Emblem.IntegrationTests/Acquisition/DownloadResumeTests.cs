using Emblem.Acquisition;
using Emblem.IntegrationTests.Support;

namespace Emblem.IntegrationTests.Acquisition;

/// <summary>A second run asks for what is missing or changed, and for nothing else.</summary>
[Collection(Beside.TheRest)]
public sealed class DownloadResumeTests : IAsyncLifetime
{
    private readonly WorkFolder _work = new();
    private readonly PictureServer _server = new();

    private string Folder => Path.Combine(_work["pictures"], "unc");

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _work.Dispose();
    }

    [Fact]
    public async Task OnlyWhatIsMissingOrChangedIsFetched()
    {
        await RunAsync("/good.jpg", "/good.png", "/picture/3.png", "/missing.jpg");
        File.Delete(Path.Combine(Folder, "00000001.png"));
        byte[] spoiled = await File.ReadAllBytesAsync(Path.Combine(Folder, "00000002.png"));
        spoiled[^1] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(Folder, "00000002.png"), spoiled);

        DownloadManifest again = await RunAsync("/good.jpg", "/good.png", "/picture/3.png", "/missing.jpg");

        Assert.Equal([1, 2, 2, 2], Requests("/good.jpg", "/good.png", "/picture/3.png", "/missing.jpg"));
        Assert.Equal((3, 1), (again.Count(DownloadOutcome.Downloaded), again.AlreadyThere));
        Assert.Equal(PictureAnswers.Numbered(3), await File.ReadAllBytesAsync(Path.Combine(Folder, "00000002.png")));
    }

    [Fact]
    public async Task WhatWasVerifiedElsewhereIsThereEvenWhenTheDownloadIsGone()
    {
        await RunAsync("/good.jpg", "/picture/1.png", "/truncated.png");
        await ImageVerifier.VerifyAsync(_work["pictures"], _work["verified"], new VerifyOptions { MaxSize = 20 });
        foreach (string picture in Directory.GetFiles(Folder, "0*"))
            File.Delete(picture);

        DownloadManifest again = await RunAsync(new DownloadOptions { VerifiedInto = _work["verified"] }, "/good.jpg", "/picture/1.png", "/truncated.png");

        Assert.Equal([1, 1, 1], Requests("/good.jpg", "/picture/1.png", "/truncated.png"));
        Assert.Equal(3, again.AlreadyThere);
        Assert.Empty(Directory.GetFiles(Folder, "0*"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatWasVerifiedInPlaceIsThereUnderWhateverNameAndContent(bool delete)
    {
        await RunAsync("/good.jpg", "/picture/1.png", "/truncated.png");
        await ImageVerifier.VerifyInPlaceAsync(_work["pictures"], new VerifyOptions { MaxSize = 20, Delete = delete });
        string before = WorkFolder.HashOf(_work["pictures"]);

        await RunAsync("/good.jpg", "/picture/1.png", "/truncated.png");

        Assert.Equal([1, 1, 1], Requests("/good.jpg", "/picture/1.png", "/truncated.png"));
        Assert.Equal(before, WorkFolder.HashOf(_work["pictures"]));
    }

    [Fact]
    public async Task RefreshKeepsWhatTheServerCallsTheSame()
    {
        DownloadManifest first = await RunAsync("/versioned.png");

        DownloadManifest again = await RunAsync(new DownloadOptions { Refresh = true }, "/versioned.png");

        Assert.Equal([2], Requests("/versioned.png"));
        Assert.Equal(first.Records, again.Records);
    }

    [Fact]
    public async Task RefreshTakesWhatChangedAndKeepsWhatLeft()
    {
        await RunAsync("/changing.png", "/leaving.png");
        byte[] leaving = await File.ReadAllBytesAsync(Path.Combine(Folder, "00000001.png"));

        DownloadManifest again = await RunAsync(new DownloadOptions { Refresh = true }, "/changing.png", "/leaving.png");

        Assert.Equal(PictureAnswers.Numbered(2), await File.ReadAllBytesAsync(Path.Combine(Folder, "00000000.png")));
        Assert.Equal(leaving, await File.ReadAllBytesAsync(Path.Combine(Folder, "00000001.png")));
        Assert.Equal(2, again.Count(DownloadOutcome.Downloaded));
        Assert.Equal(again.Records, DownloadManifest.Read(Folder).Records);
    }

    [Fact]
    public async Task NothingButARefreshAsksAgain()
    {
        await RunAsync("/changing.png");

        await RunAsync("/changing.png");

        Assert.Equal([1], Requests("/changing.png"));
    }

    [Fact]
    public async Task AListThatGrowsAndTurnsKeepsItsPicturesNames()
    {
        DownloadManifest first = await RunAsync("/picture/1.png", "/picture/2.png");

        DownloadManifest grown = await RunAsync("/picture/3.png", "/picture/2.png", "/picture/1.png");

        Assert.Equal([1, 1, 1], Requests("/picture/1.png", "/picture/2.png", "/picture/3.png"));
        Assert.Equal(["00000003.png", first.Records[1].File, first.Records[0].File], grown.Records.Select(row => row.File));
        Assert.Equal([0, 1, 2], grown.Records.Select(row => row.Index));
        Assert.Equal(PictureAnswers.Numbered(3), await File.ReadAllBytesAsync(Path.Combine(Folder, "00000003.png")));
    }

    [Fact]
    public async Task PicturesOfAddressesThatLeftTheListKeepTheirRows()
    {
        await RunAsync("/picture/1.png", "/picture/2.png", "/missing.jpg");

        DownloadManifest shorter = await RunAsync("/picture/2.png");

        Assert.Equal(["/picture/2.png"], shorter.Records.Select(row => new Uri(row.Url).AbsolutePath));
        Assert.Equal(["/picture/2.png", "/picture/1.png"], DownloadManifest.Read(Folder).Records.Select(row => new Uri(row.Url).AbsolutePath));
    }

    private Task<DownloadManifest> RunAsync(params string[] paths) => RunAsync(new DownloadOptions(), paths);

    private async Task<DownloadManifest> RunAsync(DownloadOptions options, params string[] paths)
    {
        using var downloader = new ImageDownloader(options with { AllowPrivate = true });
        return await downloader.DownloadAsync(UrlList.Parse(string.Join('\n', paths.Select(path => _server.Address + path))), Folder);
    }

    private IEnumerable<int> Requests(params string[] paths) => paths.Select(_server.Requests);
}
