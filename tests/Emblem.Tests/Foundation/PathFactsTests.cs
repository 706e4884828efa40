using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Foundation;

public sealed class PathFactsTests
{
    [Fact]
    public void TellsWhatAPathLeadsTo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        using var folder = new TemporaryFolder();
        string file = folder.Create("file");
        File.WriteAllText(file, "text");
        OddFiles.MakePipe(folder.Create("pipe"));
        OddFiles.MakeSocket(folder.Create("socket"));
        File.CreateSymbolicLink(folder.Create("link"), "file");
        File.CreateSymbolicLink(folder.Create("gone"), "nowhere");
        File.CreateSymbolicLink(folder.Create("loop"), "loop");

        PathKind Kind(string name) => PathFacts.Of(Path.Combine(folder.Path, name)).Kind;

        Assert.Equal(
            [PathKind.File, PathKind.File, PathKind.Pipe, PathKind.Socket, PathKind.Missing, PathKind.LinkLoop, PathKind.Folder, PathKind.Missing],
            ((string[])["file", "link", "pipe", "socket", "gone", "loop", "", "nothing"]).Select(Kind));
        Assert.Equal(PathKind.Device, PathFacts.Of("/dev/null").Kind);
        Assert.Equal(PathFacts.Of(file).Identity, PathFacts.Of(Path.Combine(folder.Path, "link")).Identity);
        Assert.NotEqual(PathFacts.Of(file).Identity, PathFacts.Of(folder.Path).Identity);
    }

    [Fact]
    public void OnlyFilesAreOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such files.");
        using var folder = new TemporaryFolder();
        string pipe = folder.Create("pipe");
        OddFiles.MakePipe(pipe);

        Assert.Equal($"'{pipe}' is a pipe, not a file.", Assert.Throws<IOException>(() => RegularFile.ReadAllBytes(pipe)).Message);
        Assert.Throws<IOException>(() => RegularFile.OpenRead("/dev/zero"));
        Assert.Throws<FileNotFoundException>(() => RegularFile.ReadAllBytes(Path.Combine(folder.Path, "gone")));
    }
}
