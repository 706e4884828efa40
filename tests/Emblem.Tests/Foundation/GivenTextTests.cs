using System.Text;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Foundation;

public sealed class GivenTextTests
{
    private const string Names = "url;label\nhttp://a.example/1.jpg;Köln\nhttp://a.example/2.jpg;Kïln “é” €\n";

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void AByteOrderMarkIsBelieved(string encoding)
    {
        var known = Encoding.GetEncoding(encoding);

        Assert.Equal(new GivenText(Names, null), GivenText.Decode([.. known.GetPreamble(), .. known.GetBytes(Names)]));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void WithoutOneTheTextShowsIt(string encoding)
    {
        var read = GivenText.Decode(Encoding.GetEncoding(encoding).GetBytes(Names));

        Assert.Equal(Names, read.Text);
        Assert.Equal(encoding == "utf-8" ? null : $"it has no byte order mark and is read as {encoding}", read.Note);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("日本語\n")]
    public void ShortTextsAreUtf8(string text) => Assert.Equal(new GivenText(text, null), GivenText.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void NoByteOfAWesternFileIsGivenUp()
    {
        byte[] all = [.. Enumerable.Range(0x80, 0x80).Select(value => (byte)value)];

        string read = GivenText.Decode(all).Text;

        Assert.Equal("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ", read[..0x20]);
        Assert.Equal(Encoding.Latin1.GetString(all[0x20..]), read[0x20..]);
    }

    /// <summary>A file put together of two keeps the letters of both.</summary>
    [Fact]
    public void EachLineIsReadByItself()
    {
        byte[] mixed = [.. "Köln\r\n"u8, .. Encoding.Latin1.GetBytes("Köln\r\nKüln\n"), .. "Ende"u8];

        var read = GivenText.Decode(mixed);

        Assert.Equal("Köln\r\nKöln\r\nKüln\nEnde", read.Text);
        Assert.StartsWith("2 of its lines are not UTF-8 and are read as Windows-1252", read.Note, StringComparison.Ordinal);
        Assert.Contains("the first is line 2", read.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void AWorkbookIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("list.xlsx");
        File.WriteAllBytes(path, [.. "PK"u8, 3, 4, 20, 0]);

        Assert.Contains("Save its sheet as CSV", Assert.Throws<EmblemException>(() => GivenText.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APipeIsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere there are no such files.");
        using var folder = new TemporaryFolder();
        string pipe = folder.Create("list.txt");
        OddFiles.MakePipe(pipe);

        Assert.Equal($"'{pipe}' is a pipe, not a file. Give a text file.", Assert.Throws<EmblemException>(() => GivenText.Read(pipe)).Message);
    }
}
