using Emblem.Acquisition;

namespace Emblem.Tests.Acquisition;

/// <summary>Lists as people and programs save them: which column is the address, which the label, and what is said of it.</summary>
public sealed class UrlColumnsTests
{
    [Theory]
    [InlineData("image_url,class")]
    [InlineData("URL;Label")]
    [InlineData("\"url\",\"label\"")]
    [InlineData("\uFEFF\"Image URL\";\"Class Name\"")]
    [InlineData("link\tcategory")]
    [InlineData("Links|Tags and more|Species")]
    [InlineData("sep=;\nimg-src;Target")]
    [InlineData("photo.url,image_label")]
    public void AHeadingIsKnownByItsWords(string heading)
    {
        char separator = heading.First(c => c is ',' or ';' or '\t' or '|');
        string middle = heading.Split('\n')[^1].Split(separator).Length == 3 ? $"{separator}x" : "";

        var list = UrlList.Parse($"{heading}\nhttp://a.example/1.jpg{middle}{separator}cat\nhttp://a.example/2.jpg{middle}{separator}dog\n");

        Assert.Equal([("http://a.example/1.jpg", "cat"), ("http://a.example/2.jpg", "dog")], Found(list));
        Assert.Empty(list.Problems);
        Assert.Empty(list.Notes);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("\"Image URL\"")]
    [InlineData("URL")]
    public void AHeadingMayStandAlone(string heading)
    {
        var list = UrlList.Parse($"{heading}\nhttp://a.example/1,2.jpg\n");

        Assert.Equal("http://a.example/1,2.jpg", Assert.Single(list.Entries).Url.OriginalString.Trim('"'));
        Assert.Empty(list.Problems);
    }

    [Fact]
    public void AColumnOfPicturesGoesBeforeOneOfPagesAndSaysSo()
    {
        var list = UrlList.Parse("url,title,image_url\nhttp://a.example/page,t,http://a.example/1.jpg\n");

        Assert.Equal("/1.jpg", list.Entries[0].Url.AbsolutePath);
        Assert.Equal("its columns 'url' and 'image_url' could all hold addresses; 'image_url' is taken", Assert.Single(list.Notes));
    }

    [Theory]
    [InlineData("http://a.example/1.jpg,cat", "http://a.example/2.jpg,dog")]
    [InlineData("http://a.example/1;v=2;cat", "http://a.example/2;v=2;dog", false)]
    [InlineData("http://a.example/1.png?a=1;c#part", "http://a.example/2.png?a=1;c#part", false)]
    [InlineData("http://a.example/1|[2].png?w=3", "http://a.example/2|[2].png?w=3", false)]
    [InlineData("http://a.example/1.jpg|cat", "http://a.example/2.jpg|dog")]
    [InlineData("http://a.example/1.jpg;cat", "http://a.example/2.jpg;dog")]
    [InlineData("cat;http://a.example/1", "dog;http://a.example/2")]
    [InlineData("http://a.example/1?w=1,2\tcat", "http://a.example/2?w=1,2\tdog")]
    [InlineData("http://a.example/1.jpg cat", "http://a.example/2.jpg dog")]
    [InlineData("cat,http://a.example/1", "dog,http://a.example/2")]
    [InlineData("\"http://a.example/1?w=3\",\"cat\"", "\"http://a.example/2?w=3\",\"dog\"")]
    public void ColumnsWithoutAHeadingAreFoundAndSaid(string first, string second, bool isFound = true)
    {
        var list = UrlList.Parse($"{first}\n{second}\n");

        Assert.Equal(isFound ? ["cat", "dog"] : [], list.Labels);
        Assert.Equal(isFound, list.Notes.Any(note => note.StartsWith("it has no heading; column ", StringComparison.Ordinal)));
    }

    [Fact]
    public void AHeadingOfOtherWordsIsSaid()
    {
        var list = UrlList.Parse("Bild;Klasse\nhttp://a.example/1.jpg;Köln\nhttp://a.example/2.jpg;Ulm\n");

        Assert.Equal(["Köln", "Ulm"], list.Labels);
        Assert.Equal("its first line names none of the columns that Emblem knows, url and label; column 1 is taken for the address, column 2 for the label", Assert.Single(list.Notes));
    }

    [Fact]
    public void OfManyColumnsNoneIsGuessedToBeTheLabel()
    {
        var list = UrlList.Parse("1\thttp://a.example/1.jpg\tcat\n2\thttp://a.example/2.jpg\tdog\n");

        Assert.Equal(["/1.jpg", "/2.jpg"], list.Entries.Select(entry => entry.Url.AbsolutePath));
        Assert.Empty(list.Labels);
        Assert.EndsWith("column 2 is taken for the address, and none for a label", Assert.Single(list.Notes), StringComparison.Ordinal);
    }

    /// <summary>A server's options stand behind a comma as a label would.</summary>
    [Theory]
    [InlineData("http://a.example/1.jpg?size=3,large\nhttp://a.example/2.jpg?size=3,small\n", true)]
    [InlineData("http://a.example/one,cat\nhttp://a.example/two,dog\n", true)]
    [InlineData("http://a.example/w_200,h_100/1.jpg\nhttp://a.example/w_200,h_100/2.jpg\n", false)]
    [InlineData("http://a.example/x,y.png?w=1\nhttp://a.example/x,z.png?w=1\n", false)]
    public void WhatMayBeALabelStaysInTheAddressAndIsSaid(string text, bool isSaid)
    {
        var list = UrlList.Parse(text);

        Assert.Equal(text.TrimEnd().Split('\n'), list.Entries.Select(entry => entry.Url.OriginalString));
        Assert.Equal(isSaid, list.Notes.Any(note => note.Contains("after an address is taken for part of it, in 2 of its lines", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string, string)> Found(UrlList list) => list.Entries.Select(entry => (entry.Url.OriginalString, entry.Label!));
}
