using Emblem.Cli.Commands;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Studio;
using Emblem.Studio.Collect;
using Emblem.Tests.Support;

namespace Emblem.Tests.Studio;

/// <summary>A picture that a model was wrong about joins the pictures of its class, is checked as every other, and leaves again.</summary>
public sealed class CorrectedAnswerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;
    private readonly AddedPictures _pictures;
    private readonly CollectJob _job;

    public CorrectedAnswerTests()
    {
        _project = ProjectFolder.Create(_folder.Path, "pets");
        _pictures = new AddedPictures(_project);
        _job = new CollectJob(_project, new StudioOptions { Root = _folder.Path, Program = ThisProgram.Itself });
        File.WriteAllBytes(_folder.Create("pets", "verified", "cat", "own.png"), ImageCodec.EncodePng(Pictures.Waves(40, 40)));
    }

    public void Dispose()
    {
        _job.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task APictureJoinsItsClassAndLeavesItAgain()
    {
        AddedPicture cat = await AddAsync("cat", "../camera.png", ImageCodec.EncodePng(Pictures.Noise(60, 40)));
        AddedPicture page = await AddAsync("dog", "page.jpg", "<html></html>"u8.ToArray());
        Assert.Null(_pictures.VerdictOn(cat));

        await CheckAsync();

        Assert.Equal([$"cat/{cat.File}", "cat/own.png"], Verified());
        Assert.True(_pictures.VerdictOn(cat)!.IsGood);
        Assert.True(_pictures.VerdictOn(page)!.IsRefused);
        Assert.False((await AddAsync("cat", "camera.png", ImageCodec.EncodePng(Pictures.Noise(60, 40)))).IsNew);

        _pictures.Remove(cat);
        _pictures.Remove(page);
        await CheckAsync();

        Assert.Equal(["cat/own.png"], Verified());
        Assert.Empty(Directory.GetFileSystemEntries(_project.Downloaded));
        Assert.Equal("", _pictures.VerdictOn(cat)!.Written);
    }

    [Fact]
    public async Task WhatSomebodyChangedSinceStays()
    {
        AddedPicture cat = await AddAsync("cat", "a.png", ImageCodec.EncodePng(Pictures.Noise(60, 40)));
        await CheckAsync();
        File.WriteAllBytes(Path.Combine(_project.Verified, cat.Name), ImageCodec.EncodePng(Pictures.Noise(61, 40)));

        _pictures.Remove(cat);

        Assert.Equal([$"cat/{cat.File}", "cat/own.png"], Verified());
    }

    /// <summary>Whatever stands in place of names from <see cref="AddedPictures.AddAsync"/>.</summary>
    [Theory]
    [InlineData("cat", "own.png")]
    [InlineData("../verified/cat", "own.png")]
    [InlineData("cat", "../../verified/cat/own.png")]
    [InlineData("cat", "added-../../../verified/cat/own.png")]
    public void NothingElseIsTakenOut(string name, string file)
    {
        _pictures.Remove(new AddedPicture(name, file));

        Assert.Equal(["cat/own.png"], Verified());
    }

    private async Task<AddedPicture> AddAsync(string name, string file, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await _pictures.AddAsync(name, file, content, TestContext.Current.CancellationToken);
    }

    private async Task CheckAsync()
    {
        _job.Start(downloads: false);
        await _job.Ended;
        Assert.Null(_job.Fault);
    }

    private IEnumerable<string> Verified() => Directory.GetFiles(_project.Verified, "*.png", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_project.Verified, file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
