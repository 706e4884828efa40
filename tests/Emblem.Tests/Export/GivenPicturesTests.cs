using Emblem.Export;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Export;

/// <summary>Files and folders become pictures whose names tell them apart.</summary>
public sealed class GivenPicturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GivenPicturesTests()
    {
        foreach (string name in (string[])["a/000.png", "a/deep/000.png", "b/000.png", "@at.png"])
            File.WriteAllBytes(_folder.Create(name.Split('/')), ImageCodec.EncodePng(Pictures.Plain(8, 8, 255, 0, 0)));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALoneFolderKeepsItsShortNames() => Assert.Equal(["000.png", "deep/000.png"], Names("a"));

    [Fact]
    public void FilesAreCalledAsTheyWereGiven()
    {
        Assert.Equal(["a/000.png"], Names("a/000.png"));
        Assert.Equal(["a/000.png", "b/000.png"], Names("a/000.png", "b/000.png"));
    }

    [Fact]
    public void SeveralFoldersStandBeforeTheirPictures() => Assert.Equal(["a/000.png", "a/deep/000.png", "b/000.png"], Names("a/", "b"));

    [Theory]
    [InlineData("a/000.png a/000.png", "a/000.png", 1)]
    [InlineData("a/ ./a", "a/000.png a/deep/000.png", 2)]
    [InlineData("b {near}/b", "b/000.png", 1)]
    [InlineData("{near}/b b/000.png", "{near}/b/000.png", 1)]
    [InlineData("a a/deep", "a/000.png a/deep/000.png", 1)]
    [InlineData("a/deep a", "a/deep/000.png a/000.png", 1)]
    [InlineData("b/../a/000.png a/000.png b", "b/../a/000.png b/000.png", 1)]
    [InlineData("a//deep b", "a//deep/000.png b/000.png", 0)]
    public void AFileThatIsGivenAgainKeepsItsFirstName(string given, string names, int repeats)
    {
        GivenPictures found = Find(given);

        Assert.Equal(Full(names), found.Pictures.Select(picture => Relative(picture.Name)));
        Assert.Equal(repeats, found.Repeats);
    }

    [Fact]
    public void EachNameOpensItsFileAndNoneIsAFormula()
    {
        GivenPictures found = Find("a b @at.png");

        Assert.Equal("./@at.png", found.Pictures[^1].Name.Replace($"{_folder.Path}/", "./", StringComparison.Ordinal));
        Assert.All(found.Pictures, picture => Assert.True(File.Exists(picture.Name)));
        Assert.Equal(["./@at.png", "a/000.png"], GivenPictures.Find([_folder.Path]).Pictures.Take(2).Select(picture => picture.Name));
    }

    [Fact]
    public void WhatIsNotThereIsNamed() => Assert.Contains("'nowhere'", Assert.Throws<EmblemException>(() => GivenPictures.Find(["nowhere"])).Message, StringComparison.Ordinal);

    [Fact]
    public void AnswersCarryNameAndPath()
    {
        using var predictor = new Predictor(new FakeEngine());
        string[] paths = [Path.Combine(_folder.Path, "a", "deep"), Path.Combine(_folder.Path, "b", "000.png")];

        IReadOnlyList<Prediction> answers = predictor.PredictPaths(paths);

        Assert.Equal(["a/deep/000.png", "b/000.png"], answers.Select(answer => Relative(answer.File)));
        Assert.All(answers, answer => Assert.Equal(Path.GetFullPath(answer.File), Path.GetFullPath(answer.Path!)));
        Assert.Equal([Path.Combine(_folder.Path, "b", "000.png")], predictor.PredictFolder(Path.Combine(_folder.Path, "b")).Select(answer => answer.Path));
        Assert.Null(predictor.Predict(Pictures.Plain(8, 8, 0, 0, 0)).Path);
    }

    private IEnumerable<string> Names(params string[] given) => Find(string.Join(' ', given)).Pictures.Select(picture => Relative(picture.Name));

    /// <summary>Absolute paths, but for <c>{near}</c>: the folder as it is reached from the working one, which is the process's and other tests' too.</summary>
    private GivenPictures Find(string given) =>
        GivenPictures.Find([.. given.Split(' ').Select(path => path.Contains("{near}", StringComparison.Ordinal) ? Near(path) : $"{_folder.Path}/{path}")]);

    private string[] Full(string names) => [.. Near(names).Split(' ').Select(Relative)];

    private string Near(string path) => path.Replace("{near}", Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path), StringComparison.Ordinal);

    private string Relative(string name) => name.Replace('\\', '/').Replace($"{_folder.Path.Replace('\\', '/')}/", "", StringComparison.Ordinal);
}
