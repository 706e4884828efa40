using System.Text;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Foundation;

public sealed class ContentHashTests
{
    // FIPS 180-4's own example.
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void BytesStreamsAndFilesHashAlike()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Create("abc");
        File.WriteAllText(path, "abc");

        Assert.Equal(OfAbc, ContentHash.Of("abc"u8));
        Assert.Equal(OfAbc, ContentHash.Of(new MemoryStream(Encoding.UTF8.GetBytes("abc"))));
        Assert.Equal(OfAbc, ContentHash.OfFile(path));
        Assert.Equal(ContentHash.Digits, OfAbc.Length);
    }

    [Fact]
    public void AKeyIsTheHashsBeginning()
    {
        Assert.Equal("ba7816bf8f01cfea", ContentHash.Key("abc"));
        Assert.Equal("ba7816bf8f01cfea", ContentHash.Key("abc"u8));
    }
}
