using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class FolderLabelsTests
{
    private static readonly SplitOptions Plain = new() { KeepDuplicatesTogether = false };

    [Fact]
    public void UsualSetsAreUsedAsSuch()
    {
        using TemporaryFolder folder = Make("train/cat/1 train/cat/2 train/dog/3 val/cat/4 val/dog/5 test/cat/6 test/dog/7 test/bird/8");

        ImageSplit split = ImageFolder.Open(folder.Path).LabelByFolder().SplitRandomly(options: Plain);

        Assert.Equal(["cat", "dog"], split.Classes);
        Assert.Equal("train/cat/1 train/cat/2 train/dog/3", Names(split.Training));
        Assert.Equal("val/cat/4 val/dog/5", Names(split.Validation));
        Assert.Equal("test/cat/6 test/dog/7", Names(split.Test));
        Assert.Equal("test/bird UnknownClass", Said(split.Notes));
    }

    [Fact]
    public void WhatIsAskedForTakesASetsPlace()
    {
        using TemporaryFolder folder = Make("train/cat/1 train/dog/2 valid/cat/3 valid/dog/4 test/cat/5 test/dog/6");
        using TemporaryFolder other = Make("cat/7 dog/8 bird/9");
        LabelledImages images = ImageFolder.Open(folder.Path).LabelByFolder();
        LabelledImages others = ImageFolder.Open(other.Path).LabelByFolder();

        ImageSplit validated = images.SplitWith(others with { Classes = ["cat", "dog", "dog"] });
        ImageSplit tested = images.SplitRandomly(options: Plain).TestedOn(others);

        Assert.Equal(3, validated.Validation.Count);
        Assert.Equal("test/cat/5 test/dog/6", Names(validated.Test));
        Assert.Equal("valid SetNotUsed", Said(validated.Notes));
        Assert.Equal("cat/7 dog/8", Names(tested.Test));
        Assert.Equal([0, 1], tested.Test.Select(item => item.Label));
        Assert.Equal("bird UnknownClass, test SetNotUsed", Said(tested.Notes));
    }

    [Fact]
    public void AnUnlabelledTestSetIsSaidAndLeftOut()
    {
        using TemporaryFolder folder = Make("train/cat/1 train/cat/2 train/dog/3 train/dog/4 test/5 test/6");

        LabelledImages images = ImageFolder.Open(folder.Path).LabelByFolder();

        Assert.Equal("train/cat/1 train/cat/2 train/dog/3 train/dog/4", Names(images.Items));
        Assert.Equal("test UnlabelledSet", Said(images.Notes));
        Assert.Contains("strictness", Assert.Throws<EmblemException>(images.Notes.ThrowIfOdd).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat/1 dog/in/2 dog/out/3", "cat dog", "dog/in DeeperFolder, dog/out DeeperFolder")]
    [InlineData("cat/1 dog/2 _none/3", "_none cat dog", "")]
    [InlineData("cat/1 dog/2 test/3", "cat dog test", "test ClassNamedAsSet")]
    [InlineData("train/cat/1 train/dog/2 spare/3", "cat dog", "spare BesideSets")]
    [InlineData("val/cat/1 valid/dog/2 train/cat/3 train/dog/4", "cat dog", "val MergedSets")]
    [InlineData("Cat/1 cat/2 dog/3", "Cat cat dog", "'Cat' SimilarNames")]
    [InlineData("Caf\u00e9/1 Cafe\u0301/2", "Cafe\u0301 Caf\u00e9", "'Cafe\u0301' (U+0301) SimilarNames")]
    [InlineData("c\u0430t/1 cat/2", "cat c\u0430t", "'cat' SimilarNames")]
    [InlineData("do\u200bg/1 dog/2", "dog do\u200bg", "'dog' SimilarNames")]
    public void WhatLooksOddIsSaid(string names, string classes, string notes)
    {
        using TemporaryFolder folder = Make(names);

        LabelledImages images = ImageFolder.Open(folder.Path).LabelByFolder();

        Assert.Equal(classes, string.Join(' ', images.Classes));
        Assert.Equal(notes, Said(images.Notes));
    }

    [Fact]
    public void AnEmptyClassIsSaid()
    {
        using TemporaryFolder folder = Make("train/cat/1 train/dog/2 valid/cat/3");
        Directory.CreateDirectory(folder.Create("valid", "dog", "deeper"));

        ImageSplit split = ImageFolder.Open(folder.Path).LabelByFolder().SplitRandomly();

        Assert.Equal("valid/dog EmptyFolder, dog MissingFromSet", Said(split.Notes));
    }

    [Fact]
    public void TheLastFolderNamesTheClassWhereAsked()
    {
        using TemporaryFolder folder = Make("pets/cat/1 pets/dog/2 wild/cat/3");

        LabelledImages images = ImageFolder.Open(folder.Path, ClassFolder.Last).LabelByFolder();

        Assert.Equal(["cat", "dog"], images.Classes);
        Assert.Equal([0, 1, 0], images.Items.Select(item => item.Label));
    }

    [Theory]
    [InlineData("1 cat/2 dog/3", "outside any class")]
    [InlineData("train/1 train/cat/2 train/dog/3", "outside any class")]
    [InlineData("data/cat/1 data/dog/2", "If 'cat' and 'dog' are the classes, give")]
    [InlineData("train/cat/1 train/dog/2 valid/bird/3", "have the classes bird, which no training picture has")]
    public void RefusalsSayWhatToDo(string names, string words)
    {
        using TemporaryFolder folder = Make(names);

        Assert.Contains(words, Assert.Throws<EmblemException>(() => ImageFolder.Open(folder.Path).LabelByFolder()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SetsWithoutOneToLearnFromAreRefused()
    {
        using TemporaryFolder folder = Make("valid/cat/1 test/dog/2");

        Assert.Contains("none to learn from", Assert.Throws<EmblemException>(() => ImageFolder.Open(folder.Path).LabelByFolder().SplitRandomly()).Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Make(string names)
    {
        var folder = new TemporaryFolder();
        foreach (string name in names.Split(' '))
            File.WriteAllText(folder.Create($"{name}.jpg".Split('/')), name);
        return folder;
    }

    private static string Names(IReadOnlyList<LabelledImage> items) => string.Join(' ', items.Select(item => item.Name[..^4]));

    private static string Said(IReadOnlyList<FolderNote> notes) => string.Join(", ", notes.Select(note => $"{note.Path} {note.Kind}"));
}
