using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Duplicates;

/// <summary>Several ranks find the duplicates that one process finds.</summary>
public sealed class DuplicatesByRanksTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void TheReportIsThatOfOneProcess(int count)
    {
        using var folder = new TemporaryFolder();
        string[] names = Write(folder);
        DuplicateReport expected = DuplicateFinder.Find(folder.Path, names);
        Assert.Contains(expected.Pairs, pair => pair.Kind == DuplicateKind.Near);
        Assert.Contains(expected.Pairs, pair => pair.Kind == DuplicateKind.Exact);

        // Of the lists of files the first rank's counts.
        DuplicateReport[] reports = ThreadRanks.Run(count, ranks => DuplicateFinder.Find(folder.Path, ranks.IsFirst ? names : [], new DuplicateOptions { Ranks = ranks }));

        Assert.All(reports, report => Assert.Equal(expected.Pairs, report.Pairs));
        Assert.All(reports, report => Assert.Equal(expected.PassedOver, report.PassedOver));
        Assert.All(reports, report => Assert.Equal(expected.Pictures, report.Pictures));
    }

    [Fact]
    public void NothingIsFoundAmongNothing() =>
        Assert.All(ThreadRanks.Run(2, ranks => DuplicateFinder.Find("/", [], new DuplicateOptions { Ranks = ranks })), report => Assert.Empty(report.Pairs));

    [Fact]
    public void ProgressIsOfAllPictures()
    {
        using var folder = new TemporaryFolder();
        string[] names = Write(folder);

        ThreadRanks.Run(2, ranks =>
        {
            var told = new Latest();
            DuplicateFinder.Find(folder.Path, names, new DuplicateOptions { Ranks = ranks }, told);
            Assert.Equal(names.Length, told.Done);
        });
    }

    private static string[] Write(TemporaryFolder folder)
    {
        foreach (int i in Enumerable.Range(0, 4))
        {
            PixelImage scene = DrawnScenes.Draw(i);
            File.WriteAllBytes(folder.Create($"{i}.png"), ImageCodec.EncodePng(scene));
            File.WriteAllBytes(folder.Create($"{i}.jpg"), ImageCodec.EncodeJpeg(ImageCodec.ShrinkToFit(scene, 150)));
        }

        File.Copy(folder.Create("0.png"), folder.Create("copy.png"));
        File.WriteAllText(folder.Create("torn.png"), "torn");
        return [.. Directory.EnumerateFiles(folder.Path).Select(path => Path.GetFileName(path))];
    }

    private sealed class Latest : IProgress<StepProgress>
    {
        private int _done;

        public int Done => _done;

        public void Report(StepProgress value)
        {
            if (value.Stage == "reading for duplicates")
                Interlocked.Increment(ref _done);
        }
    }
}
