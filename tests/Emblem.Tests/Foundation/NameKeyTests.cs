using Emblem.Foundation;

namespace Emblem.Tests.Foundation;

public class NameKeyTests
{
    [Theory]
    [InlineData("Cat", "cat", "in capitals or forms of letters")]
    [InlineData("Caf\u00e9", "Cafe\u0301", "in how their accents are stored (Unicode NFC and NFD)")]
    [InlineData("\uac01", "\u1100\u1161\u11a8", "in how their accents are stored (Unicode NFC and NFD)")]
    [InlineData("caf\u00e9", "CAFE\u0301", "in capitals or forms of letters")]
    [InlineData("stra\u00dfe", "STRASSE", "in capitals or forms of letters")]
    [InlineData("\u03a3\u03c5\u03bd\u03b1\u03c2", "\u03c3\u03c5\u03bd\u03b1\u03c3", "in capitals or forms of letters")]
    [InlineData("cat", "c\u200bat", "in spaces or characters that nobody sees")]
    [InlineData("cat", "cat\u00ad", "in spaces or characters that nobody sees")]
    [InlineData("cat", "\ufeffcat", "in spaces or characters that nobody sees")]
    [InlineData("red cat", "red\u00a0cat", "in spaces or characters that nobody sees")]
    [InlineData("cat", "ca\u0001t", "in spaces or characters that nobody sees")]
    [InlineData("red cat", "red  cat ", "in spaces or characters that nobody sees")]
    [InlineData("\u2764", "\u2764\ufe0f", "in spaces or characters that nobody sees")]
    [InlineData("cat", "c\u0430t", "in letters that look alike, of two alphabets")]
    [InlineData("KOT", "\u041a\u041e\u0422", "in letters that look alike, of two alphabets")]
    [InlineData("opa", "\u03bfpa", "in letters that look alike, of two alphabets")]
    [InlineData("file", "\ufb01le", "in capitals or forms of letters")]
    public void NamesThatAreOneToAReaderHaveOneKey(string name, string other, string difference)
    {
        Assert.Equal(NameKey.Of(name), NameKey.Of(other));
        Assert.Equal(difference, NameKey.Difference(name, other));
        Assert.Equal(difference, NameKey.Difference(other, name));
    }

    [Theory]
    [InlineData("cat", "cats")]
    [InlineData("cafe", "caf\u00e9")]
    [InlineData("K\u00f6ln", "K\u00fcln")]
    [InlineData("0", "O")]
    [InlineData("1", "l")]
    [InlineData("x2", "x\u00b2")]
    [InlineData("\u05e9\u05dc\u05d5", "\u05e9\u05dc\u05df")]
    [InlineData("\u0665", "\u0647")]
    [InlineData("\u043a\u043e\u0442", "\u043a\u0438\u0442")]
    [InlineData("red cat", "redcat")]
    public void NamesThatAReaderTellsApartHaveTwo(string name, string other)
    {
        Assert.NotEqual(NameKey.Of(name), NameKey.Of(other));
        Assert.Null(NameKey.Difference(name, other));
    }

    [Fact]
    public void TextThatIsNoneHasAKeyToo()
    {
        Assert.Equal(NameKey.Of("a\ud800b"), NameKey.Of("A\udc00B"));
        Assert.Equal("", NameKey.Of("\u200b\u200d"));
        Assert.Null(NameKey.Difference("cat", "cat"));
    }
}
