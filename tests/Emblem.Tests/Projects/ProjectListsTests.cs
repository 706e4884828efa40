using System.Text;
using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Projects;
using Emblem.Tests.Support;

namespace Emblem.Tests.Projects;

public sealed class ProjectListsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ProjectFolder _project;

    public ProjectListsTests() => _project = ProjectFolder.Create(_folder.Path, "pets");

    public void Dispose() => _folder.Dispose();

    /// <summary>As it was given, so that what the command says of the file is what the page said of the text.</summary>
    [Fact]
    public void AListIsKeptAsItWasGiven()
    {
        const string text = "http://a.example/1.jpg\nnonsense\nhttp://a.example/2.jpg\n";

        ClassList added = ProjectLists.Add(_project, " cat ", text).Single();

        Assert.Equal(("cat", 2, 1), (added.Class, added.Urls.Entries.Count, added.Urls.Problems.Count));
        Assert.Equal(text, File.ReadAllText(Path.Combine(_project.Lists, "cat.txt")));
        ClassList read = ProjectLists.Read(_project).Lists.Single();
        Assert.Equal(("cat", "cat.txt", 2, 1), (read.Class, read.Source, read.Urls.Entries.Count, read.Urls.Problems.Count));
    }

    [Fact]
    public void MoreOfAClassIsAddedToItsListOnce()
    {
        File.WriteAllText(Path.Combine(_project.Lists, "cat.csv"), "url\nhttp://a.example/1.jpg\n");

        ProjectLists.Add(_project, "cat", "http://a.example/2.jpg\nhttp://a.example/1.jpg");

        Assert.Equal(["http://a.example/1.jpg", "http://a.example/2.jpg"], File.ReadAllLines(Path.Combine(_project.Lists, "cat.txt")));
        Assert.False(File.Exists(Path.Combine(_project.Lists, "cat.csv")));
        Assert.True(File.Exists(Path.Combine(_project.Lists, ImageVerifier.SetAsideFolder, "cat.csv")));
    }

    [Fact]
    public void ATableWithLabelsIsAListAClass()
    {
        IReadOnlyList<ClassList> added = ProjectLists.Add(_project, null, Encoding.Unicode.GetBytes("\uFEFFurl,label\nhttp://a.example/1.jpg,dog\nhttp://a.example/2.jpg,cat\nhttp://a.example/3.jpg,dog\n"));

        Assert.Equal(["dog", "cat"], added.Select(list => list.Class));
        Assert.Equal(["http://a.example/1.jpg", "http://a.example/3.jpg"], File.ReadAllLines(Path.Combine(_project.Lists, "dog.txt")));
    }

    [Theory]
    [InlineData("", "http://a.example/1.jpg", "not said what the pictures show")]
    [InlineData("cat", "nothing\nto fetch", "line 1: not an address")]
    [InlineData("..", "http://a.example/1.jpg", "begins with .")]
    [InlineData("a/b", "http://a.example/1.jpg", "holds one of")]
    [InlineData("_set-aside", "http://a.example/1.jpg", "Emblem's own")]
    [InlineData("DOG", "http://a.example/1.jpg", "one to a reader")]
    public void WhatNamesNoClassIsRefused(string name, string text, string reason)
    {
        ProjectLists.Add(_project, "dog", "http://a.example/dog.jpg");

        EmblemException fault = Assert.Throws<EmblemException>(() => ProjectLists.Add(_project, name, text));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Equal(["dog.txt"], Directory.GetFileSystemEntries(_project.Lists).Select(Path.GetFileName));
    }

    /// <summary>Lists are plain files: one that is broken costs itself and is told.</summary>
    [Fact]
    public void AFileThatIsNoListIsAFault()
    {
        ProjectLists.Add(_project, "dog", "http://a.example/dog.jpg");
        File.WriteAllText(Path.Combine(_project.Lists, "cat.txt"), "");
        File.WriteAllText(Path.Combine(_project.Lists, "dog.csv"), "url\nhttp://a.example/2.jpg\n");

        ProjectLists read = ProjectLists.Read(_project);

        Assert.Equal(["dog.txt"], read.Lists.Select(list => list.Source));
        Assert.Equal(2, read.Faults.Count);
    }

    [Fact]
    public void AListThatIsTakenAwayIsNotDeleted()
    {
        ProjectLists.Add(_project, "dog", "http://a.example/dog.jpg");

        ProjectLists.Remove(_project, "dog");
        ProjectLists.Add(_project, "dog", "http://a.example/other.jpg");
        ProjectLists.Remove(_project, "dog");
        ProjectLists.Remove(_project, "../dog");

        Assert.Empty(ProjectLists.Read(_project).Lists);
        Assert.Equal(["dog.2.txt", "dog.txt"], Directory.GetFiles(Path.Combine(_project.Lists, ImageVerifier.SetAsideFolder)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
