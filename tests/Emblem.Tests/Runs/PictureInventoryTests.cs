using Emblem.Data;
using Emblem.Foundation;
using Emblem.Runs;
using Emblem.Tests.Support;

namespace Emblem.Tests.Runs;

/// <summary>A resumed run names the pictures that are not as they were.</summary>
public sealed class PictureInventoryTests : IDisposable
{
    private readonly DrawnClasses _drawn = new(each: 3);
    private readonly RunFolder _run;

    public PictureInventoryTests()
    {
        _run = new RunFolder(_drawn.Create("run"));
        PictureInventory.Write(_run, Split());
    }

    public void Dispose() => _drawn.Dispose();

    [Fact]
    public void TheSamePicturesPassHoweverTheyAreDivided()
    {
        PictureInventory.Check(_run, Split());
        PictureInventory.Check(_run, Split(seed: 5));
        PictureInventory.Check(new RunFolder(_drawn.Create("other")), Split());
    }

    [Fact]
    public void WhatIsGoneNewOrChangedIsNamed()
    {
        string first = Directory.GetFiles(Path.Combine(_drawn.Folder, "dark")).Order(StringComparer.Ordinal).First();
        string other = Directory.GetFiles(Path.Combine(_drawn.Folder, "light")).Order(StringComparer.Ordinal).First();
        File.Copy(first, Path.Combine(_drawn.Folder, "light", "more.png"));
        File.Delete(first);
        using (FileStream file = File.OpenWrite(other))
            file.SetLength(file.Length + 1);

        string said = Assert.Throws<EmblemException>(() => PictureInventory.Check(_run, Split())).Message;

        Assert.Contains($"gone: dark/{Path.GetFileName(first)}; new: light/more.png; changed: light/{Path.GetFileName(other)}. Make them", said, StringComparison.Ordinal);
    }

    [Fact]
    public void OfManyAFewAreNamed()
    {
        foreach (string name in Enumerable.Range(0, 8).Select(i => $"n{i}.png"))
            File.Copy(Directory.GetFiles(Path.Combine(_drawn.Folder, "dark"), "0*.png")[0], Path.Combine(_drawn.Folder, "dark", name));

        string said = Assert.Throws<EmblemException>(() => PictureInventory.Check(_run, Split())).Message;

        Assert.Contains("new: dark/n0.png, dark/n1.png, dark/n2.png, dark/n3.png, dark/n4.png and 3 more.", said, StringComparison.Ordinal);
    }

    private ImageSplit Split(long seed = 1) =>
        ImageFolder.Open(_drawn.Folder).LabelByFolder().SplitRandomly(0.3, seed, options: new SplitOptions { KeepDuplicatesTogether = false });
}
