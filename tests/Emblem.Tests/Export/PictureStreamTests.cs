using System.Text;
using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>What stands for pictures: patterns, pipes. Files and folders are <see cref="GivenPicturesTests"/>'s.</summary>
public sealed class PictureStreamTests : IDisposable
{
    private static readonly byte[] Red = ImageCodec.EncodePng(Pictures.Plain(8, 8, 255, 0, 0));

    private readonly TemporaryFolder _folder = new();

    public PictureStreamTests()
    {
        foreach (string name in (string[])["cat/1.png", "cat/in/2.png", "dog/1.png", "dog/notes.txt", "top.png", ".hidden/1.png"])
            File.WriteAllBytes(_folder.Create(name.Split('/')), Red);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("*.png", "top.png")]
    [InlineData("*/1.png", "cat/1.png dog/1.png")]
    [InlineData("**/*.png", "cat/1.png cat/in/2.png dog/1.png top.png")]
    [InlineData("cat/**/*.png", "cat/1.png cat/in/2.png")]
    [InlineData("d*/*", "dog/1.png dog/notes.txt")]
    [InlineData(".hidden/*", ".hidden/1.png")]
    public void PatternsStandForFiles(string pattern, string names)
    {
        var found = PictureStream.Find([$"{_folder.Path}/{pattern}"]);

        Assert.Equal(names.Split(' '), found.Pictures.Select(one => Path.GetRelativePath(_folder.Path, one.Picture.Name).Replace('\\', '/')));
        Assert.Equal(names.Split(' ').Length, found.Count);
        Assert.All(found.Pictures, one => Assert.True(File.Exists(one.Picture.Path)));
    }

    [Theory]
    [InlineData("*.gif", "No file matches")]
    [InlineData("nowhere/*.png", "No file matches")]
    [InlineData("nowhere", "There is no file or folder")]
    public void WhatStandsForNothingIsNamed(string given, string message) =>
        Assert.Contains(message, Assert.Throws<EmblemException>(() => PictureStream.Find([$"{_folder.Path}/{given}"])).Message, StringComparison.Ordinal);

    [Fact]
    public void EachPassIsTheSameAndCountsWhatWasGivenAgain()
    {
        var found = PictureStream.Find([$"{_folder.Path}/cat", $"{_folder.Path}/*/1.png"]);

        string[] first = [.. found.Pictures.Select(one => one.Picture.Name)];
        Assert.Equal(first, found.Pictures.Select(one => one.Picture.Name));
        Assert.Equal(1, found.Repeats);
        Assert.Equal(3, found.Pictures.Count());
        Assert.Equal(4, found.Count);
        Assert.Equal(["cat", "in", "dog"], found.Pictures.Select(one => one.Label));
    }

    [Theory]
    [InlineData("a.png\nb/c d.png\n", "a.png|b/c d.png")]
    [InlineData("a.png\r\nb.png\r\n\r\n", "a.png|b.png")]
    [InlineData("a.png\0b\nc.png\0", "a.png|b\nc.png")]
    [InlineData("\uFEFFa.png\nä.png", "a.png|ä.png")]
    [InlineData("=a.png\na.png\na.png", "./=a.png|a.png")]
    public void NamesComeThroughAPipe(string piped, string names)
    {
        using var pipe = new Drops(Encoding.UTF8.GetBytes(piped));
        var read = PictureStream.Read(pipe);

        Assert.Equal(names.Split('|'), read.Pictures.Select(one => one.Picture.Name));
        Assert.Null(read.Count);
    }

    [Fact]
    public void APictureComesThroughAPipe()
    {
        using var pipe = new Drops(Red);
        using var predictor = new Predictor(new FakeEngine());

        GivenPicture only = Assert.Single(PictureStream.Read(pipe).Pictures);

        Assert.Equal("-", only.Picture.Name);
        Assert.Equal("red", predictor.Predict(only.Picture).Label);
    }

    [Fact]
    public void APipeOfNothingOrOfNoNamesIsAnError()
    {
        Assert.Throws<EmblemException>(() => PictureStream.Read(new MemoryStream()));
        Assert.Throws<EmblemException>(() => PictureStream.Read(new MemoryStream([.. Enumerable.Repeat((byte)'x', 200_000)])).Pictures.Count());
    }

    /// <summary>A pipe gives what there is, a few bytes at a time.</summary>
    private sealed class Drops(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 5)]);
    }
}
