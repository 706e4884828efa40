using Emblem.Data;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class PictureLookupTests
{
    [Theory]
    [InlineData("a.jpg", "a.jpg")]
    [InlineData("a", "a.jpg")]
    [InlineData("A.JPG", "a.jpg")]
    [InlineData("./x/b.png", "x/b.png")]
    [InlineData("x\\b.png", "x/b.png")]
    [InlineData("x/../x/b", "x/b.png")]
    [InlineData("b.png", "x/b.png")]
    [InlineData("b", "x/b.png")]
    [InlineData("b.jpeg", "x/b.png")]
    [InlineData("a.png", "a.jpg")]
    [InlineData("images/x/b.png", "x/b.png")]
    [InlineData("/content/data/images/x/b.png", "x/b.png")]
    [InlineData("C:\\data\\images\\x\\b.png", "x/b.png")]
    [InlineData("cafe\u0301", "caf\u00e9.jpg")]
    [InlineData("v1.2", "v1.2.jpg")]
    [InlineData("old.gif", "old.gif.png")]
    public void FindsWhatIsMeant(string file, string name) => Assert.Equal(name, Find(file).Name);

    [Theory]
    [InlineData("c", "could be 'y/c.jpg' or 'z/c.jpg'")]
    [InlineData("two", "could be 'two.jpg' or 'two.png'")]
    [InlineData("z/b.png", "no such picture")]
    [InlineData("other/x/b.png", "no such picture")]
    [InlineData("../../a.jpg", "leads out")]
    [InlineData("", "names no file")]
    [InlineData("labels.csv", "no such picture")]
    public void SaysWhyNothingIs(string file, string fault)
    {
        (string? name, string why) = Find(file);

        Assert.Null(name);
        Assert.Contains(fault, why, StringComparison.Ordinal);
    }

    private static (string? Name, string Fault) Find(string file)
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["a.jpg", "x/b.png", "y/c.jpg", "z/c.jpg", "two.jpg", "two.png", "caf\u00e9.jpg", "v1.2.jpg", "old.gif.png", "labels.csv"])
            File.WriteAllText(folder.Create(["images", .. name.Split('/')]), "");
        return new PictureLookup(ImageFolder.Open(Path.Combine(folder.Path, "images")), folder.Path, null).Find(file);
    }
}
