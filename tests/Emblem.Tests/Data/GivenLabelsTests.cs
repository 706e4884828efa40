using Emblem.Data;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class GivenLabelsTests
{
    private static readonly SplitOptions Plain = new() { KeepDuplicatesTogether = false };

    [Fact]
    public void AFunctionOfThePathLabels()
    {
        using TemporaryFolder folder = Make("b/cat-1 a/dog-2 cat-3 none");

        LabelledImages images = ImageFolder.Open(folder.Path).LabelBy(name => name.Contains('-') ? $" {Path.GetFileName(name)[..3]} " : null);

        Assert.Equal(["cat", "dog"], images.Classes);
        Assert.Equal("a/dog-2=dog b/cat-1=cat cat-3=cat", Labels(images));
        Assert.Equal("none.jpg NoLabel", Said(images.Notes));
        Assert.True(images.Notes[0].IsOdd);
    }

    [Theory]
    [InlineData(@"/([^/]+)_\d+.jpg$")]
    [InlineData(@"([a-z]+)_")]
    [InlineData(@"^(?P<label>[a-z]+)_(\d+)")]
    [InlineData(@"(?<label>(?:cat|dog))_(?<number>\d)")]
    [InlineData(@"(?<kind>[a-z]+)_")]
    [InlineData(@"([a-z]+)(?=_\d)")]
    public void APatternLabelsAsInFastAi(string pattern)
    {
        using TemporaryFolder folder = Make("cat_1 dog_2 cat_3");

        Assert.Equal("cat_1=cat cat_3=cat dog_2=dog", Labels(ImageFolder.Open(folder.Path).LabelByRegex(pattern)));
    }

    [Fact]
    public void APatternThatMatchesNothingShowsPaths()
    {
        using TemporaryFolder folder = Make("a/1 a/2 b/3 b/4");

        string message = Assert.Throws<EmblemException>(() => ImageFolder.Open(folder.Path).LabelByRegex("(cat)")).Message;

        Assert.Contains("'(cat)' matches none of 4 pictures", message, StringComparison.Ordinal);
        Assert.Contains("'a/1.jpg', 'a/2.jpg', 'b/3.jpg'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FoldersThatAreSetsStaySets()
    {
        using TemporaryFolder folder = Make("train/cat_1 train/dog_2 valid/cat_3 valid/dog_4 test/cat_5 test/bird_6 beside/cat_7");

        LabelledImages images = ImageFolder.Open(folder.Path).LabelByRegex(@"([a-z]+)_\d");
        using TemporaryFolder unlabelled = Make("train/cat_1 train/dog_2 train/cat_3 train/dog_4 test/5 test/6");
        LabelledImages without = ImageFolder.Open(unlabelled.Path).LabelByRegex(@"([a-z]+)_\d");

        // Files alone in folders beside each other: 'beside' makes classes of all of them.
        Assert.All(images.Items, item => Assert.Equal(FolderSet.None, item.Set));
        Assert.Equal("test UnlabelledSet", Said(without.Notes));
        Assert.Equal(4, without.Items.Count);
    }

    [Fact]
    public void AKaggleFolderIsDividedAsItsFoldersSay()
    {
        using TemporaryFolder folder = Make("train/cat_1 train/dog_2 valid/cat_3 valid/dog_4 test/cat_5 test/bird_6");

        ImageSplit split = ImageFolder.Open(folder.Path).LabelByRegex(@"([a-z]+)_\d").SplitRandomly(options: Plain);

        Assert.Equal((2, 2, 1), (split.Training.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal("bird UnknownClass, dog MissingFromSet", Said(split.Notes));
    }

    [Fact]
    public void ATableLabelsAndEverythingLeftOverIsSaid()
    {
        using TemporaryFolder folder = Make("1 2 3 sub/4 5 6");
        string table = Write(folder, "labels.csv", "file,label\n1.jpg,cat\n2,dog\n./3.jpg,golden retriever\nsub/4.jpg,cat\n5.jpg,\n9.jpg,dog\n../1.jpg,cat\n2.jpg,dog\n");

        LabelledImages images = ImageFolder.Open(folder.Path).LabelByTable(table);

        Assert.Equal(["cat", "dog", "golden retriever"], images.Classes);
        Assert.Equal("1=cat 2=dog 3=golden retriever sub/4=cat", Labels(images));
        Assert.Equal(
            "5.jpg NoLabel, 6.jpg NoLabel, line 7: 9.jpg RowWithoutFile, line 8: ../1.jpg RowWithoutFile, line 9 RepeatedRow",
            Said(images.Notes));
        Assert.Equal(["has an empty label, left out", "has no row in labels.csv, left out"], images.Notes.Take(2).Select(note => note.Text));
        Assert.Contains("no such picture", images.Notes[2].Text, StringComparison.Ordinal);
        Assert.Contains("leads out", images.Notes[3].Text, StringComparison.Ordinal);
        Assert.Contains("9.jpg", Assert.Throws<EmblemException>(images.Notes.ThrowIfOdd).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnePictureWithTwoLabelsIsAnErrorThatNamesBothLines()
    {
        using TemporaryFolder folder = Make("1 2");
        string table = Write(folder, "labels.csv", "file,label\n1.jpg,cat\n2.jpg,dog\n1,dog\n");

        string message = Assert.Throws<EmblemException>(() => ImageFolder.Open(folder.Path).LabelByTable(table)).Message;

        Assert.Contains("'1.jpg' is 'cat' on line 2 and 'dog' on line 4", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train train valid valid test")]
    [InlineData("Training training VAL validation Test")]
    public void ATableSaysSets(string words)
    {
        using TemporaryFolder folder = Make("train/1 train/2 3 4 5");
        string[] sets = words.Split(' ');
        string table = Write(folder, "t.csv", $"image;class;split\ntrain/1;a;{sets[0]}\ntrain/2;b;{sets[1]}\n3;a;{sets[2]}\n4;b;{sets[3]}\n5;a;{sets[4]}\n");

        ImageSplit split = ImageFolder.Open(folder.Path).LabelByTable(table).SplitRandomly(0.3, test: 0.1, options: Plain);

        Assert.Equal(["train/1.jpg", "train/2.jpg"], split.Training.Select(item => item.Name));
        Assert.Equal(["3.jpg", "4.jpg"], split.Validation.Select(item => item.Name));
        Assert.Equal(["5.jpg"], split.Test.Select(item => item.Name));
        Assert.Equal("t.csv TableGuess, valid SetNotUsed, test SetNotUsed, b MissingFromSet", Said(split.Notes));
    }

    [Theory]
    [InlineData("True", "False")]
    [InlineData("1", "0")]
    [InlineData("yes", "no")]
    public void FastAisBooleansSayWhatValidates(string yes, string no)
    {
        using TemporaryFolder folder = Make("1 2 3 4");
        string table = Write(folder, "t.tsv", $"name\tlabel\tis_valid\n1\ta\t{no}\n2\tb\t{no}\n3\ta\t{yes}\n4\tb\t{yes}\n");

        ImageSplit split = ImageFolder.Open(folder.Path).LabelByTable(table).SplitRandomly(options: Plain);

        Assert.Equal(["3.jpg", "4.jpg"], split.Validation.Select(item => item.Name));
    }

    [Fact]
    public void AWordThatIsNoSetIsAnErrorWithItsLine()
    {
        using TemporaryFolder folder = Make("1 2 3");
        string table = Write(folder, "t.csv", "name,label,split\n1,a,train\n2,b,tset\n3,b,test\n");

        Assert.Contains("Line 3 says 'tset' for the set", Assert.Throws<EmblemException>(() => ImageFolder.Open(folder.Path).LabelByTable(table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfAProgramAreATableToo()
    {
        using TemporaryFolder folder = Make("1 2 3");

        LabelledImages images = ImageFolder.Open(folder.Path).LabelByTable([new("1", "cat"), new("2", "dog", FolderSet.Training), new("3", "cat", FolderSet.Test)]);

        Assert.Equal([FolderSet.None, FolderSet.Training, FolderSet.Test], images.Items.Select(item => item.Set));
        Assert.Equal("row 1 TableGuess", Said(images.Notes));
    }

    [Theory]
    [InlineData("1,Cat\n2,cat\n3,dog\n", "'Cat' SimilarNames")]
    [InlineData("1,Caf\u00e9\n2,Cafe\u0301\n3,dog\n", "'Cafe\u0301' (U+0301) SimilarNames")]
    public void LabelsThatAreOneToAReaderAreNamed(string rows, string notes)
    {
        using TemporaryFolder folder = Make("1 2 3");

        Assert.Equal(notes, Said(ImageFolder.Open(folder.Path).LabelByTable(Write(folder, "t.csv", $"file,label\n{rows}")).Notes));
    }

    [Theory]
    [InlineData("file,label\n8,cat\n9,dog\n", "None of the 2 rows of t.csv names a picture")]
    [InlineData("file,label\n1,cat\n2,cat\n", "All 2 labelled pictures")]
    [InlineData("file,label\n1,\n2,\n", "No picture in")]
    public void RefusalsSayWhatIsWrong(string text, string words)
    {
        using TemporaryFolder folder = Make("1 2");

        Assert.Contains(words, Assert.Throws<EmblemException>(() => ImageFolder.Open(folder.Path).LabelByTable(Write(folder, "t.csv", text))).Message, StringComparison.Ordinal);
    }

    private static TemporaryFolder Make(string names)
    {
        var folder = new TemporaryFolder();
        foreach (string name in names.Split(' '))
            File.WriteAllText(folder.Create($"{name}.jpg".Split('/')), name);
        return folder;
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        File.WriteAllText(folder.Create(name), text);
        return Path.Combine(folder.Path, name);
    }

    private static string Labels(LabelledImages images) => string.Join(' ', images.Items.Select(item => $"{item.Name[..^4]}={images.Classes[item.Label]}"));

    private static string Said(IReadOnlyList<FolderNote> notes) => string.Join(", ", notes.Select(note => $"{note.Path} {note.Kind}"));
}
