using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Tests.Support;

namespace Emblem.Tests.Projects;

/// <summary>Names are the browser's or a stranger's archive's: whatever they spell, a file lies in its class's folder under a name of ours.</summary>
public sealed class AddedPicturesTests : IDisposable
{
    private static readonly byte[] Some = [1, 2, 3, 4];

    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;

    public AddedPicturesTests() => _project = ProjectFolder.Create(_folder.Path, "pets");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Holiday in Rome.JPG", "added-Holiday-in-Rome-9f64a747e1b9.jpg")]
    [InlineData("../../../etc/cron.d/evil.jpg", "added-evil-9f64a747e1b9.jpg")]
    [InlineData("..\\..\\evil.png", "added-evil-9f64a747e1b9.png")]
    [InlineData("00000000.jpg", "added-00000000-9f64a747e1b9.jpg")]
    [InlineData("CON.jpg", "added-CON-9f64a747e1b9.jpg")]
    [InlineData("кот.jpg", "added-9f64a747e1b9.jpg")]
    [InlineData("x.jpg\0.exe", "added-x-jpg-9f64a747e1b9.exe")]
    [InlineData("x.<script>alert(1)", "added-x-9f64a747e1b9.scrip")]
    public async Task ANameIsSafeWhateverItWas(string given, string expected)
    {
        string name = await AddAsync("cat", given);

        Assert.Equal(expected, name);
        Assert.Equal([Path.Combine(_project.Downloaded, "cat", expected)], Files());
        Assert.Equal(Some, File.ReadAllBytes(Files().Single()));
    }

    [Fact]
    public async Task APictureThatIsAddedTwiceIsThereOnce()
    {
        await AddAsync("cat", "a.jpg");
        await AddAsync("cat", "a.jpg");
        await AddAsync("cat", "a.jpg", [5]);

        Assert.Equal(2, Files().Length);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../dog")]
    [InlineData("/tmp")]
    [InlineData("")]
    [InlineData("_originals")]
    [InlineData("Cat")]
    [InlineData("DOG")]
    public async Task NoFolderIsMadeOfANameThatIsNoClass(string name)
    {
        await AddAsync("cat", "a.jpg");
        Directory.CreateDirectory(Path.Combine(_project.Verified, "dog"));

        await Assert.ThrowsAsync<EmblemException>(() => AddAsync(name, "a.jpg", [5]));

        Assert.Single(Files());
    }

    [Theory]
    [InlineData(".DS_Store")]
    [InlineData("Thumbs.db")]
    [InlineData("labels.csv")]
    [InlineData("cat.json")]
    [InlineData("a/b/..")]
    [InlineData("")]
    public async Task WhatLiesBesidePicturesIsNotTaken(string file)
    {
        await Assert.ThrowsAsync<EmblemException>(() => AddAsync("cat", file));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task NothingIsLeftOfAFileThatIsTooLongOrOneTooMany()
    {
        var limited = new AddedPictures(_project) { MaxBytes = Some.Length, MaxCount = 1 };
        using var longer = new MemoryStream([.. Some, 5]);

        EmblemException tooLong = await Assert.ThrowsAsync<EmblemException>(() => limited.AddAsync("cat", "a.jpg", longer, TestContext.Current.CancellationToken));
        using (var fitting = new MemoryStream(Some))
            await limited.AddAsync("cat", "a.jpg", fitting, TestContext.Current.CancellationToken);
        using var another = new MemoryStream([5]);
        EmblemException tooMany = await Assert.ThrowsAsync<EmblemException>(() => limited.AddAsync("cat", "b.jpg", another, TestContext.Current.CancellationToken));

        Assert.Contains("longer than 4 bytes", tooLong.Message, StringComparison.Ordinal);
        Assert.Contains("1 files of cat already", tooMany.Message, StringComparison.Ordinal);
        Assert.Single(Files());
    }

    private async Task<string> AddAsync(string name, string file, byte[]? bytes = null)
    {
        using var content = new MemoryStream(bytes ?? Some);
        return (await new AddedPictures(_project).AddAsync(name, file, content, TestContext.Current.CancellationToken)).File;
    }

    private string[] Files() => Directory.GetFiles(_project.Path, "*", SearchOption.AllDirectories);
}
