using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

/// <summary>A folder that is read as it is needed holds what a listed one does, in the same order, with the same notes.</summary>
public sealed class StreamedFolderTests
{
    private const int Folders = 60;

    [Fact]
    public void WildFoldersAreReadAsTheyAreListed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Such folders cannot be made there.");
        for (int seed = 0; seed < Folders; seed++)
        {
            using var wild = new WildFolder(seed);
            ImageFolder listed;
            try
            {
                listed = ImageFolder.Open(wild.Root);
            }
            catch (EmblemException fault)
            {
                Assert.Equal(fault.Message, Assert.Throws<EmblemException>(() => StreamedFolder.Open(wild.Root)).Message);
                continue;
            }

            var streamed = StreamedFolder.Open(wild.Root);

            Assert.Equal(listed.Names, streamed.Names);
            Assert.Equal(listed.Names, streamed.Names);
            Assert.Equal(listed.Names.Count, streamed.Count);
            Assert.Equal(listed.Names.Select(listed.PlaceOf), streamed.Names.Select(streamed.PlaceOf));
            Assert.Equal(listed.Notes.Select(note => $"{note}").Order(StringComparer.Ordinal), streamed.Notes.Select(note => $"{note}").Order(StringComparer.Ordinal));
        }
    }

    /// <summary>What sorts between a folder's name and its slash must not come between its pictures.</summary>
    [Fact]
    public void AFolderComesWhereItsPicturesNamesStand()
    {
        using var folder = new TemporaryFolder();
        string[] names = ["a!.png", "a-b/1.png", "a.png", "a/1.png", "a/b-c.png", "a/b/1.png", "a/b0.png", "a0.png", "ä/1.png"];
        foreach (string name in names.Reverse())
            File.WriteAllBytes(folder.Create(name.Split('/')), ImageCodec.EncodePng(Pictures.Plain(8, 8, 1, 2, 3)));

        Assert.Equal(names.Order(StringComparer.Ordinal), StreamedFolder.Open(folder.Path).Names);
    }

    [Fact]
    public void APictureThatCameSinceIsAmongThem()
    {
        using var folder = new TemporaryFolder();
        byte[] picture = ImageCodec.EncodePng(Pictures.Plain(8, 8, 1, 2, 3));
        File.WriteAllBytes(folder.Create("a", "2.png"), picture);
        var streamed = StreamedFolder.Open(folder.Path);
        File.WriteAllBytes(folder.Create("a", "1.png"), picture);

        Assert.Equal(["a/1.png", "a/2.png"], streamed.Names);
        Assert.Equal(1, streamed.Count);
    }
}
