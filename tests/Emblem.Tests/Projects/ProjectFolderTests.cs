using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Projects;
using Emblem.Runs;
using Emblem.Tests.Support;

namespace Emblem.Tests.Projects;

/// <summary>A folder that is a project, and small views of its pictures.</summary>
public sealed class ProjectFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ProjectsAreFoundByWhatTheyHold()
    {
        ProjectFolder begun = ProjectFolder.Create(_folder.Path, " cats and dogs ");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "gathered", ProjectFolder.VerifiedName));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "else", "photos"));

        Assert.Equal("cats and dogs", begun.Name);
        Assert.Equal(["cats and dogs", "gathered"], ProjectFolder.Find(_folder.Path).Select(project => project.Name));
        Assert.Empty(ProjectFolder.Find(Path.Combine(_folder.Path, "nowhere")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("CON")]
    [InlineData("there")]
    public void ANameThatCannotBeOneIsRefused(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "there"));

        Assert.Throws<EmblemException>(() => ProjectFolder.Create(_folder.Path, name));
        Assert.Equal(["there"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void RunsAreNumberedAndThoseThatBeganAreFound()
    {
        ProjectFolder project = ProjectFolder.Create(_folder.Path, "pets");
        RunFolder first = project.NextRun();
        Directory.CreateDirectory(first.Path);
        RunFolder second = project.NextRun();
        Directory.CreateDirectory(second.Path);
        File.WriteAllText(second.Options, "{}");

        Assert.Equal(("001", "002", "003"), (Path.GetFileName(first.Path), Path.GetFileName(second.Path), Path.GetFileName(project.NextRun().Path)));
        Assert.Equal([second.Path], project.Runs.Select(run => run.Path));
    }

    [Fact]
    public void HalfWrittenViewsAreSwept()
    {
        ProjectFolder project = ProjectFolder.Create(_folder.Path, "pets");
        var views = new PictureViews(project);
        views.Sweep();
        string left = _folder.Create("pets", ".thumbnails", "ab", "1.jpg.x.partial");
        File.WriteAllText(left, "half");
        File.SetLastWriteTimeUtc(left, File.GetLastWriteTimeUtc(left) - TimeSpan.FromHours(1));
        string kept = _folder.Create("pets", ".thumbnails", "ab", "1.jpg");
        File.WriteAllText(kept, "whole");

        views.Sweep();

        Assert.Equal([kept], Directory.GetFiles(project.Thumbnails, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void AViewIsKeptUntilItsPictureChanges()
    {
        ProjectFolder project = ProjectFolder.Create(_folder.Path, "pets");
        string picture = Path.Combine(project.Verified, "cat", "1.png");
        Directory.CreateDirectory(Path.GetDirectoryName(picture)!);
        File.WriteAllBytes(picture, ImageCodec.EncodePng(Pictures.Noise(500, 400)));
        var views = new PictureViews(project);

        byte[]? before = views.ReadKept(picture);
        byte[] first = views.Read(picture);
        PixelImage seen = ImageCodec.Decode(first);
        string kept = Directory.GetFiles(project.Thumbnails, "*.jpg", SearchOption.AllDirectories).Single();
        File.WriteAllText(kept, "kept");

        Assert.Null(before);
        Assert.Equal("kept"u8.ToArray(), views.ReadKept(picture));
        Assert.Equal((256, 205), (seen.Width, seen.Height));
        Assert.Equal("kept"u8.ToArray(), views.Read(picture));
        Assert.Equal(500, ImageCodec.Decode(views.Read(picture, PictureViews.LargeSide)).Width);
        File.WriteAllBytes(picture, ImageCodec.EncodePng(Pictures.Noise(100, 400)));
        Assert.Null(views.ReadKept(picture));
        Assert.Equal((64, 256), (ImageCodec.Decode(views.Read(picture)).Width, ImageCodec.Decode(views.Read(picture)).Height));
        File.WriteAllText(picture, "no picture");
        Assert.Throws<ImageFileException>(() => views.Read(picture));
        File.Delete(picture);
        Assert.Null(views.ReadKept(picture));
    }
}
