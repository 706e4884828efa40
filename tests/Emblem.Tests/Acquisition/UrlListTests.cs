using Emblem.Acquisition;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Acquisition;

public sealed class UrlListTests
{
    [Fact]
    public void ReadsTheNotebooksLists()
    {
        var list = UrlList.Parse("\uFEFFhttp://a.example/1.jpg\r\n\r\n# seen later\r\n\uFEFFhttps://b.example/x,y.png?w=1\r\n");

        Assert.Equal([(0, 1), (1, 4)], list.Entries.Select(entry => (entry.Index, entry.Line)));
        Assert.Equal("https://b.example/x,y.png?w=1", list.Entries[1].Url.OriginalString);
        Assert.Empty(list.Problems);
    }

    [Theory]
    [InlineData("label,url\nduke,\"http://a.example/1,2.jpg\"\nunc,http://a.example/3.jpg\n")]
    [InlineData("# from a search\n\nURL ; Label\n\"http://a.example/1,2.jpg\";duke\nhttp://a.example/3.jpg;unc\n")]
    [InlineData("n\turl\tlabel\n1\thttp://a.example/1,2.jpg\tduke\n2\t http://a.example/3.jpg \t unc \n")]
    public void ReadsAColumnAndLabels(string text)
    {
        var list = UrlList.Parse(text);

        Assert.Equal([("duke", "http://a.example/1,2.jpg"), ("unc", "http://a.example/3.jpg")], list.Entries.Select(e => (e.Label!, e.Url.OriginalString)));
        Assert.Equal(["duke", "unc"], list.Labels);
        Assert.Empty(list.Problems);
    }

    [Fact]
    public void AQuotedFieldMayHoldQuotesAndLineBreaks()
    {
        var list = UrlList.Parse("title,url\n\"a \"\"fine\"\"\nlogo\",http://a.example/1.jpg\nplain,http://a.example/2.jpg\n");

        Assert.Equal([(2, "/1.jpg"), (4, "/2.jpg")], list.Entries.Select(entry => (entry.Line, entry.Url.AbsolutePath)));
    }

    [Fact]
    public void AStrayQuoteCostsItsLineAlone()
    {
        var list = UrlList.Parse($"title,url\n\"open,http://a.example/1.jpg\n{string.Join('\n', Enumerable.Range(2, 60).Select(i => $"t,http://a.example/{i}.jpg"))}\n");

        Assert.Equal(60, list.Entries.Count);
        Assert.Equal(2, Assert.Single(list.Problems).Line);
    }

    [Theory]
    [InlineData("ftp://a.example/2.jpg", "'ftp' addresses are not fetched; expected http or https")]
    [InlineData("data:image/png;base64,AAAA", "'data' addresses are not fetched; expected http or https")]
    [InlineData("nonsense", "not an address")]
    [InlineData("www.a.example/2.jpg", "not an address")]
    [InlineData("http://", "not an address")]
    [InlineData("=HYPERLINK(1)", "not an address")]
    [InlineData("http://a.example/1.jpg#again", "the same as line 1")]
    public void ReportsWhatItLeavesOut(string line, string reason)
    {
        var list = UrlList.Parse($"http://a.example/1.jpg\n{line}\n");

        Assert.Single(list.Entries);
        Assert.Equal(new UrlProblem(2, line, reason), Assert.Single(list.Problems));
    }

    [Fact]
    public void OneAddressUnderTwoLabelsIsReported()
    {
        var list = UrlList.Parse("url,label\nhttp://a.example/1.jpg,unc\nhttp://a.example/1.jpg,duke\n");

        Assert.Equal("the same as line 2, which is labelled 'unc' and not 'duke'", Assert.Single(list.Problems).Reason);
    }

    /// <summary>Every folder may be a class but hidden ones and Emblem's own.</summary>
    [Fact]
    public void ALabelMayBeginWithALine() => Assert.Equal(["_none"], UrlList.Parse("url,label\nhttp://a.example/1.jpg,_none\n").Labels);

    [Theory]
    [InlineData("../up")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("C:")]
    [InlineData(".hidden")]
    [InlineData("_originals")]
    [InlineData("nul")]
    [InlineData("Com1.png")]
    [InlineData("ends.")]
    [InlineData("bell\a")]
    [InlineData("what?")]
    public void ALabelThatIsNoFolderNameIsRefused(string label)
    {
        var list = UrlList.Parse($"url,label\nhttp://a.example/1.jpg,good\nhttp://a.example/2.jpg,{label}\n");

        Assert.Equal(["good"], list.Labels);
        Assert.StartsWith($"label '{label}' cannot name a folder: ", Assert.Single(list.Problems).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsThatDifferOnlyInCaseAreOneFolderOnSomeSystems()
    {
        var list = UrlList.Parse("url,label\nhttp://a.example/1.jpg,Duke\nhttp://a.example/2.jpg,duke\nhttp://a.example/3.jpg,Größe 日本\n");

        Assert.Equal(["Duke", "Größe 日本"], list.Labels);
        Assert.Equal("label 'duke' differs from 'Duke' of line 2 only in capitals or forms of letters", Assert.Single(list.Problems).Reason);
    }

    [Theory]
    [InlineData("Cat", "cat", "in capitals or forms of letters")]
    [InlineData("Caf\u00E9", "Cafe\u0301", "in how their accents are stored (Unicode NFC and NFD)")]
    [InlineData("cat", "ca\u200Bt", "in spaces or characters that nobody sees")]
    [InlineData("grey cat", "grey\u00A0cat", "in spaces or characters that nobody sees")]
    [InlineData("cat", "c\u0430t", "in letters that look alike, of two alphabets")]
    [InlineData("Straße", "STRASSE", "in capitals or forms of letters")]
    public void LabelsThatAreOneToAReaderAreNamedBoth(string label, string other, string difference)
    {
        var list = UrlList.Parse($"url,label\nhttp://a.example/1.jpg,{label}\nhttp://a.example/2.jpg,{other}\nhttp://a.example/3.jpg,{other}\n");

        Assert.Equal([label], list.Labels);
        Assert.All(list.Problems, problem => Assert.Equal($"label '{other}' differs from '{label}' of line 2 only {difference}", problem.Reason));
        Assert.Equal(
            $"its labels '{label}' (line 2) and '{other}' (line 3) are one to a reader and differ only {difference}; lines with the second are left out: 2. Spell them alike",
            Assert.Single(list.Notes));
    }

    [Fact]
    public void LettersOfAWesternFileStayApart()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("list.csv");
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes("url;label\r\nhttp://a.example/1.jpg;K\u00F6ln\r\nhttp://a.example/2.jpg;K\u00FCln\r\n"));

        var list = UrlList.Read(path);

        Assert.Equal(["Köln", "Küln"], list.Labels);
        Assert.Contains("read as Windows-1252", Assert.Single(list.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemsGoWithTheirClassAndElseWithTheFirst()
    {
        var list = UrlList.Parse("url,label\nhttp://a.example/1.jpg,a\nhttp://a.example/2.jpg,b\nnonsense,b\nhttp://a.example/3.jpg,c:\nnothing\nhttp://a.example/4.jpg,\n");

        UrlList whole = list.LeavingOut([new UrlProblem(7, "http://a.example/4.jpg", "no label")]);

        Assert.Equal([5, 6, 7], whole.Labelled("a").Problems.Select(problem => problem.Line));
        Assert.Equal([4], whole.Labelled("b").Problems.Select(problem => problem.Line));
        Assert.Empty(whole.Labelled(null).Entries);
    }

    [Fact]
    public void AClassKeepsTheIndicesOfTheWholeList()
    {
        var list = UrlList.Parse("url,label\nhttp://a.example/0.jpg,a\nhttp://a.example/1.jpg,b\nhttp://a.example/2.jpg,\nhttp://a.example/3.jpg,a\n");

        Assert.Equal([0, 3], list.Labelled("a").Entries.Select(entry => entry.Index));
        Assert.Equal([2], list.Labelled(null).Entries.Select(entry => entry.Index));
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
