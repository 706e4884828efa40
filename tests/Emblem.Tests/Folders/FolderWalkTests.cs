using Emblem.Acquisition;
using Emblem.Folders;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Folders;

public sealed class FolderWalkTests
{
    [Fact]
    public void FindsAllButHiddenFoldersAndEmblemsOwn()
    {
        using var folder = new TemporaryFolder();
        string[] names =
        [
            "b/.DS_Store", "b/2.jpg", "a/x/deep.png", "top.jpg", "_none/1.jpg", "b/manifest.csv",
            "_set-aside/b/1.jpg", "_originals/1.jpg", ".verify/lock", ".git/HEAD", "verification.csv", "b/x.jpg.partial", "run/options.json", "run/recipe.json", "run/pictures/batch.png",
            "mistakes/confusion_matrix.png", "mistakes/top_losses.png",
        ];
        foreach (string name in names)
            File.WriteAllText(folder.Create(name.Split('/')), "");

        FolderWalk walk = FolderWalk.Of(folder.Path);

        Assert.Equal(["_none/1.jpg", "a/x/deep.png", "b/.DS_Store", "b/2.jpg", "b/manifest.csv", "top.jpg"], walk.Files.Select(file => file.Name));
        Assert.Equal(["b/.DS_Store", "b/manifest.csv"], walk.Files.Where(file => file.Sidecar is not null).Select(file => file.Name));
        Assert.Equal(
            [".git", ".verify", "_originals", "_set-aside", "b/.DS_Store", "b/manifest.csv", "b/x.jpg.partial", "mistakes", "run", "verification.csv"],
            walk.Notes.Select(note => note.Path));
        Assert.DoesNotContain(walk.Notes, note => note.IsOdd);
    }

    [Fact]
    public void AMissingFolderIsAnError() => Assert.Throws<EmblemException>(() => FolderWalk.Of("no-such-folder"));

    [Fact]
    public void LinksAreFollowedOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Create("store", "bird", "1.jpg"), "");
        File.WriteAllText(folder.Create("set", "cat", "1.jpg"), "");
        string set = Path.Combine(folder.Path, "set");
        foreach ((string link, string target) in ((string, string)[])
            [
                ("a-cat", "cat"), ("bird", "../store/bird"), ("bird-again", "../store/bird"), ("cat/up", ".."), ("outside", "../.."), ("self", "self"), ("cat/2.jpg", "1.jpg"), ("cat/3.jpg", "gone"),
            ])
        {
            File.CreateSymbolicLink(folder.Create(["set", .. link.Split('/')]), target);
        }

        FolderWalk walk = FolderWalk.Of(set);

        Assert.Equal(["bird/1.jpg", "cat/1.jpg", "cat/2.jpg"], walk.Files.Where(file => file.IsCandidate).Select(file => file.Name));
        Assert.True(walk.Files.Single(file => file.Name == "bird/1.jpg").IsLinked);
        Assert.Equal(
            ["a-cat LinkPassedOver", "bird LinkFollowed", "bird-again LinkPassedOver", "cat/3.jpg NotAFile", "cat/up LinkPassedOver", "outside LinkPassedOver", "self NotAFile"],
            walk.Notes.Select(note => $"{note.Path} {note.Kind}"));
        Assert.Equal("bird", Assert.Single(walk.Notes, note => !note.IsOdd).Path);
    }

    [Fact]
    public async Task WhatIsNoFileIsNeverOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such files.");
        using var folder = new TemporaryFolder();
        OddFiles.MakePipe(folder.Create("a", "pipe.jpg"));
        OddFiles.MakePipe(folder.Create("a", "pipe.txt"));
        OddFiles.MakeSocket(folder.Create("a", "socket.png"));
        File.CreateSymbolicLink(folder.Create("a", "zero.png"), "/dev/zero");

        VerificationReport report = await ImageVerifier.VerifyAsync(folder.Path).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal(["a pipe, not a file", "a pipe, not a file", "a socket, not a file", "a device, not a file"], report.Records.Select(row => row.Reason));
        Assert.All(report.Records, row => Assert.Equal(VerificationOutcome.NotAPicture, row.Outcome));
        Assert.Equal(4, report.Notes.Count(note => note.Kind == FolderNoteKind.NotAFile));
    }

    /// <summary>.NET shows both with U+FFFD, as one name, and opens neither.</summary>
    [Fact]
    public void NamesThatAreNoTextAreShownByTheirBytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere names are text.");
        string root = Directory.CreateTempSubdirectory("emblem-test-").FullName;
        OddFiles.MakeUndecodableFolder(root, "caf?");
        OddFiles.MakeUndecodableFile(root, "caf?.jpg");
        OddFiles.MakeUndecodableFile(root, "caf?.png");
        File.WriteAllText(Path.Combine(root, "caf\uFFFD.png"), "a name may hold it");

        FolderWalk walk = FolderWalk.Of(root);

        Assert.Equal([@"caf\xe9", @"caf\xe9.jpg", @"caf\xe9.png"], walk.Notes.Select(note => note.Path));
        Assert.All(walk.Notes, note => Assert.Equal(FolderNoteKind.UndecodableName, note.Kind));
        Assert.Equal("caf\uFFFD.png", walk.Files.Single(file => file.IsCandidate).Name);
        System.Diagnostics.Process.Start("rm", ["-rf", root]).WaitForExit();
    }

    [Fact]
    public void SidecarsAreToldByNameAndNeighbours()
    {
        using var folder = new TemporaryFolder();
        string[] sidecars =
        [
            "a/._x.jpg", "a/.DS_Store", "a/Thumbs.db", "a/desktop.ini", "a/x.json", "a/x.jpg.xmp", "a/X.TXT", "a/links.csv", "a/.hidden.jpg", "__MACOSX/a/x.jpg", "@eaDir/x.jpg", "a/.gitkeep",
        ];
        foreach (string name in sidecars)
            File.WriteAllText(folder.Create(name.Split('/')), "text");
        File.WriteAllText(folder.Create("a", "list.txt"), "# pictures\nhttps://example.org/1.jpg\n");
        string[] others = ["a/notes.txt", "a/x.jpg", "a/picture.txt"];
        foreach (string name in others)
            File.WriteAllText(folder.Create(name.Split('/')), "text");
        File.WriteAllBytes(folder.Create("a", "picture.txt"), ImageCodec.EncodePng(Pictures.Noise(8, 8)));

        FolderWalk walk = FolderWalk.Of(folder.Path);

        Assert.Equal(sidecars.Append("a/list.txt").Order(StringComparer.Ordinal), walk.Files.Where(file => file.Sidecar is not null).Select(file => file.Name));
        Assert.Equal(others.Order(StringComparer.Ordinal), walk.Files.Where(file => file.IsCandidate).Select(file => file.Name));
        Assert.Equal("a/.hidden.jpg", Assert.Single(walk.Notes, note => note.IsOdd).Path);
    }
}
