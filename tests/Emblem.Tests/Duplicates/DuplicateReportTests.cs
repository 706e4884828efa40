using Emblem.Cli.Commands;
using Emblem.Cli.Terminal;
using Emblem.Duplicates;
using Emblem.Imaging;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Duplicates;

public sealed class DuplicateReportTests
{
    [Fact]
    public void PairsThatShareAFileAreOneGroupAndTroubleComesFirst()
    {
        var report = new DuplicateReport(
            9,
            [
                new("x/5", "x/6", DuplicateKind.Near, 0.9), new("train/a/1", "valid/b/9", DuplicateKind.Near, 0.7), new("a/2", "a/3", DuplicateKind.Exact, 1),
                new("a/1", "a/2", DuplicateKind.Near, 0.8),
            ],
            []);

        Assert.Equal(
            ["train/a/1 valid/b/9", "a/1 a/2 a/3", "x/5 x/6"], report.Groups.Select(group => string.Join(' ', group.Names)));
        Assert.Equal([true, false, false], report.Groups.Select(group => group.IsConflict && group.IsLeak));
        Assert.Equal([1, 2, 1], report.Groups.Select(group => group.Pairs.Count));
        Assert.Equal((1, 3), (report.Count(DuplicateKind.Exact), report.Count(DuplicateKind.Near)));
    }

    [Theory]
    [InlineData("cat/1.jpg", null, "cat")]
    [InlineData("train/cat/1.jpg", "train", "cat")]
    [InlineData("set/Validation/cat/1.jpg", "valid", "cat")]
    [InlineData("train/cat/indoor/1.jpg", "train", "cat")]
    [InlineData("cat/indoor/1.jpg", null, "cat")]
    [InlineData("test/1.jpg", "test", "")]
    [InlineData("1.jpg", null, "")]
    public void ThePathTellsSetAndClass(string name, string? set, string label) => Assert.Equal(new PictureOrigin(set, label), PictureOrigin.Of(name));

    [Fact]
    public void TheTableIsOrderedByPath()
    {
        using var folder = new TemporaryFolder();
        var report = new DuplicateReport(
            3, [new("b/2.jpg", "b/3.jpg", DuplicateKind.Exact, 1), new("a/1,5.jpg", "b/2.jpg", DuplicateKind.Near, 0.87654)], []);

        report.Write(folder.Create("duplicates.csv"));

        Assert.Equal(
            "a,b,kind,score\n\"a/1,5.jpg\",b/2.jpg,near,0.8765\nb/2.jpg,b/3.jpg,exact,1.0000\n", File.ReadAllText(folder.Create("duplicates.csv")));
    }

    [Fact]
    public void TheSheetShowsThePicturesAndMarksTrouble()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in (string[])["train/a/1.png", "test/b/1.png"])
            File.WriteAllBytes(folder.Create(name.Split('/')), ImageCodec.EncodePng(Pictures.Plain(190, 190, 0, 0, 200)));
        var pair = new DuplicatePair("test/b/1.png", "train/a/1.png", DuplicateKind.Exact, 1);

        PixelImage sheet = ImageCodec.Decode(DuplicateSheet.Draw(folder.Path, new DuplicateReport(2, [pair], [])));
        PixelImage plain = ImageCodec.Decode(DuplicateSheet.Draw(folder.Path, new DuplicateReport(2, [pair with { First = "test/a/1.png" }], [])));

        Assert.InRange(Count(sheet, (red, green, blue) => red < 20 && green < 20 && blue > 180), 60_000, 80_000);
        Assert.True(Count(sheet, (red, _, blue) => red > 240 && blue < 230) > 10_000, "a marked band");
        Assert.InRange(Count(plain, (red, green, blue) => red < 20 && green < 20 && blue > 180), 30_000, 40_000);
    }

    [Fact]
    public void ManyGroupsAreCutOffWithANote()
    {
        DuplicatePair[] pairs = [.. Enumerable.Range(0, 60).Select(i => new DuplicatePair($"a/{i:D2}a", $"a/{i:D2}b", DuplicateKind.Near, 0.9))];
        using var folder = new TemporaryFolder();

        PixelImage some = ImageCodec.Decode(DuplicateSheet.Draw(folder.Path, new DuplicateReport(200, pairs[..48], [])));
        PixelImage all = ImageCodec.Decode(DuplicateSheet.Draw(folder.Path, new DuplicateReport(200, pairs, [])));

        Assert.InRange(all.Height - some.Height, 1, 60);
    }

    [Fact]
    public void TheCommandWritesTableAndSheetWhereTheReportGoes()
    {
        using var folder = new TemporaryFolder();
        PixelImage scene = DrawnScenes.Draw(3);
        File.WriteAllBytes(folder.Create("in", "cat", "1.png"), ImageCodec.EncodePng(scene));
        File.WriteAllBytes(folder.Create("in", "dog", "1.jpg"), ImageCodec.EncodeJpeg(scene, 60));
        DrawnScenes.Write(folder.Create("in", "dog", "2.png"), 4);
        using var text = new StringWriter();
        using var errors = new StringWriter();
        var output = new CommandOutput("verify", text, errors, new OutputStyle());

        DuplicateCounts counts = DuplicateSearch.Run(
            folder.Create("in"), ["cat/1.png", "dog/1.jpg", "dog/2.png"], folder.Create("out"), output, TestContext.Current.CancellationToken);

        Assert.Equal((0, 1, 1, 0), (counts.Exact, counts.Near, counts.Conflicts, counts.Leaks));
        Assert.StartsWith("a,b,kind,score\ncat/1.png,dog/1.jpg,near,0.", File.ReadAllText(folder.Create("out", "duplicates.csv")), StringComparison.Ordinal);
        Assert.True(new FileInfo(folder.Create("out", "_duplicates", "groups.png")).Length > 1000);
        Assert.Contains("cat/1.png, dog/1.jpg", errors.ToString(), StringComparison.Ordinal);
    }

    private static int Count(PixelImage picture, Func<int, int, int, bool> wanted) => Enumerable.Range(0, picture.Width * picture.Height)
        .Count(i => wanted(picture.Pixels[3 * i], picture.Pixels[(3 * i) + 1], picture.Pixels[(3 * i) + 2]));
}
