using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class LabelTableTests
{
    private static readonly LabelTableOptions Usual = new();

    [Theory]
    [InlineData("name,label\na.jpg,cat\n", "a.jpg=cat")]
    [InlineData("id;breed\na;golden retriever\n", "a=golden retriever")]
    [InlineData("image_name\ttags\na\thaze primary\n", "a=haze primary")]
    [InlineData("label,filename\ncat,a.jpg\n", "a.jpg=cat")]
    [InlineData(",image,label\n0,a.jpg,cat\n", "a.jpg=cat")]
    [InlineData("sep=;\nfile;label\na.jpg;cat\n", "a.jpg=cat")]
    [InlineData("\"file\",\"label\"\n\"a,1.jpg\",\"cat \"\"fat\"\"\"\n", "a,1.jpg=cat \"fat\"")]
    [InlineData("a.jpg,cat\nb.jpg,dog\n", "a.jpg=cat b.jpg=dog")]
    [InlineData("cat\ta.jpg\ndog\tb.jpg\n", "a.jpg=cat b.jpg=dog")]
    [InlineData("a.jpg,cat,train\nb.jpg,dog,valid\n", "a.jpg=cat b.jpg=dog:Validation")]
    [InlineData("bild,art\r\na.jpg,cat\r\n\r\nb.jpg,dog\r\n", "a.jpg=cat b.jpg=dog")]
    [InlineData("x,y,is_valid\na,cat,True\nb,dog,False\n", "a=cat:Validation b=dog:Training")]
    [InlineData("file,label\na.jpg\nb.jpg,dog\n", "a.jpg= b.jpg=dog")]
    public void ColumnsAreFound(string text, string rows) => Assert.Equal(rows.Replace(":Training", "", StringComparison.Ordinal), Read(text, Usual));

    [Theory]
    [InlineData("lesion_id,image_id,dx,age\nH1,I1,nv,80\n", null, "dx", null, "I1=nv")]
    [InlineData("a,b,c\n1,cat,x.jpg\n", "3", "2", null, "x.jpg=cat")]
    [InlineData("file,label,set\na.jpg,cat,castle\n", null, "set", null, "a.jpg=castle")]
    [InlineData("a.jpg,cat,1\nb.jpg,dog,0\n", "1", "2", "3", "a.jpg=cat:Validation b.jpg=dog")]
    public void ColumnsThatAreNamedAreTaken(string text, string? file, string? label, string? set, string rows) =>
        Assert.Equal(rows, Read(text, new LabelTableOptions { FileColumn = file, LabelColumn = label, SetColumn = set }));

    [Theory]
    [InlineData("lesion_id,image_id,dx,age\nH1,I1,nv,80\n", null, "Which column of the table holds the labels is not clear: it has 'lesion_id', 'image_id', 'dx', 'age'")]
    [InlineData("file,label\na.jpg,cat\n", "kind", "no column 'kind'; it has 'file', 'label'")]
    [InlineData("file,label\na.jpg,cat\n", "3", "no column '3'")]
    [InlineData("a.jpg,cat\n", "kind", "it has 'a.jpg', 'cat' and no heading. Give a number from 1 to 2")]
    [InlineData("a.jpg\nb.jpg\n", null, "its first line has fewer")]
    [InlineData("", null, "its first line has fewer")]
    public void WhatCannotBeToldIsAsked(string text, string? label, string words) =>
        Assert.Contains(words, Assert.Throws<EmblemException>(() => Read(text, new LabelTableOptions { LabelColumn = label })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0a1,cat\n0b2,dog\n", "0a1.jpg 0b2.jpg", "0a1=cat 0b2=dog")]
    [InlineData("bild,art\n0b2,dog\n0c3,cat\n", "0b2.jpg 0c3.jpg", "0b2=dog 0c3=cat")]
    public void OnlyTheFolderTellsWhetherTheFirstLineIsAHeading(string text, string names, string rows)
    {
        using var folder = new TemporaryFolder();
        foreach (string name in names.Split(' '))
            File.WriteAllText(folder.Create(name), name);
        File.WriteAllText(folder.Create("t.csv"), text);

        LabelledImages images = ImageFolder.Open(folder.Path).LabelByTable(Path.Combine(folder.Path, "t.csv"));

        Assert.Equal(rows, string.Join(' ', images.Items.Select(item => $"{item.Name[..^4]}={images.Classes[item.Label]}")));
        Assert.DoesNotContain(images.Notes, note => note.IsOdd);
    }

    [Fact]
    public void OneColumnCannotBeTwo() => Assert.Contains(
        "cannot be two",
        Assert.Throws<EmblemException>(() => Read("file,label\na.jpg,cat\n", new LabelTableOptions { FileColumn = "label", LabelColumn = "2" })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void AMissingTableIsSaid() => Assert.Contains("There is no table", Assert.Throws<EmblemException>(() => LabelTable.Read("none.csv", Usual)).Message, StringComparison.Ordinal);

    private static string Read(string text, LabelTableOptions options)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("t.csv");
        File.WriteAllText(path, text);
        return string.Join(' ', LabelTable.Read(path, options).Rows.Select(row => $"{row.File}={row.Label}{(row.Set is Emblem.Folders.FolderSet.None or Emblem.Folders.FolderSet.Training ? "" : $":{row.Set}")}"));
    }
}
