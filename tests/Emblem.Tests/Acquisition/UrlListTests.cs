using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class UrlListTests
{
    [Fact]
    public void ReadsTheNotebooksLists()
    {
        UrlList list = UrlList.Parse("\uFEFFhttp://a.example/1.jpg\r\n\r\n# seen later\r\nhttps://b.example/x,y.png?w=1\r\n");

        Assert.Equal([(0, 1), (1, 4)], list.Entries.Select(entry => (entry.Index, entry.Line)));
        Assert.Equal("https://b.example/x,y.png?w=1", list.Entries[1].Url.OriginalString);
        Assert.Empty(list.Problems);
    }

    [Fact]
    public void ReadsAColumnAndLabels()
    {
        UrlList list = UrlList.Parse("label,url\nduke,\"http://a.example/1,2.jpg\"\nunc,http://a.example/3.jpg\n");

        Assert.Equal([("duke", "http://a.example/1,2.jpg"), ("unc", "http://a.example/3.jpg")], list.Entries.Select(e => (e.Label!, e.Url.OriginalString)));
    }

    [Fact]
    public void ReportsWhatItLeavesOut()
    {
        UrlList list = UrlList.Parse("http://a.example/1.jpg\nftp://a.example/2.jpg\nnonsense\nhttp://a.example/1.jpg\n");

        Assert.Single(list.Entries);
        Assert.Equal([2, 3, 4], list.Problems.Select(problem => problem.Line));
        Assert.Equal("the same as line 1", list.Problems[2].Reason);
    }

    [Fact]
    public void RefusesAListWithoutAnAddress()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("links.csv");
        File.WriteAllText(path, "nothing\n");

        Assert.Throws<EmblemException>(() => UrlList.Read(path));
        Assert.Throws<EmblemException>(() => UrlList.Read($"{path}.missing"));
    }
}
