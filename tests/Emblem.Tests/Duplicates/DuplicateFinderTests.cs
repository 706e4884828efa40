using Emblem.Benchmarks;
using Emblem.Duplicates;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;
using NetVips;

namespace Emblem.Tests.Duplicates;

public sealed class DuplicateFinderTests
{
    private static readonly DuplicateOptions Uncached = new() { Cache = false };

    [Fact]
    public void FindsEveryWearAndNoOtherPair()
    {
        using var folder = new TemporaryFolder();
        string[] names = [.. Enumerable.Range(1, 3).SelectMany(scene => WriteWorn(folder, scene))];

        DuplicateReport report = DuplicateFinder.Find(folder.Path, names, Uncached, null, TestContext.Current.CancellationToken);

        var found = report.Pairs.Select(pair => (pair.First, pair.Second)).ToHashSet();
        Assert.DoesNotContain(names, name => !name.EndsWith(".png", StringComparison.Ordinal) && !found.Contains(($"{name[0]}0.png", name)));
        Assert.DoesNotContain(report.Pairs, pair => pair.First[0] != pair.Second[0]);
        Assert.Equal(3, report.Groups.Count);
        Assert.All(report.Pairs, pair => Assert.True(pair is { Kind: DuplicateKind.Near, Score: >= 0.68 and <= 1 } && string.CompareOrdinal(pair.First, pair.Second) < 0));
    }

    [Fact]
    public void WorkersDoNotChangeTheReport()
    {
        using var folder = new TemporaryFolder();
        string[] names = [.. WriteWorn(folder, 1)];

        IReadOnlyList<DuplicatePair>[] found =
            [.. ((int[])[1, 2, 4]).Select(workers => DuplicateFinder.Find(folder.Path, names, Uncached with { Workers = workers }).Pairs)];
        Assert.NotEmpty(found[0]);
        Assert.Equal(found[0], found[1]);
        Assert.Equal(found[0], found[2]);
        Assert.Equal(found[0], DuplicateFinder.Find(folder.Path, [.. names.Reverse()], Uncached).Pairs);
    }

    /// <summary>Whoever wants groups has the same ones by fewer comparisons, with any number of workers.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void GroupsAloneAreThoseOfAllPairs(int workers)
    {
        using var folder = new TemporaryFolder();
        string[] names = [.. Enumerable.Range(1, 3).SelectMany(scene => WriteWorn(folder, scene))];
        DuplicateReport all = DuplicateFinder.Find(folder.Path, names, Uncached);

        DuplicateReport alone = DuplicateFinder.Find(folder.Path, names, Uncached with { GroupsAlone = true, Workers = workers });

        Assert.Equal(all.Groups.Select(group => string.Join(" ", group.Names)), alone.Groups.Select(group => string.Join(" ", group.Names)));
        Assert.True(alone.Pairs.Count < all.Pairs.Count / 2, $"{alone.Pairs.Count} of {all.Pairs.Count} pairs were needed.");
        Assert.Subset(all.Pairs.ToHashSet(), alone.Pairs.ToHashSet());
    }

    [Fact]
    public void FlatPicturesAreNoLikeness()
    {
        using var folder = new TemporaryFolder();
        PixelImage[] flat =
        [
            Pictures.Plain(300, 200, 255, 255, 255), Pictures.Plain(200, 300, 255, 255, 255), Pictures.Plain(300, 200, 128, 128, 128),
            Pictures.Make(300, 200, (x, y, _) => 250 + ((x + y) % 2)), Pictures.Make(300, 200, (x, y, _) => 250 + ((x * y) % 3)),
        ];
        foreach ((int i, PixelImage picture) in flat.Index())
            File.WriteAllBytes(folder.Create($"{i}.png"), ImageCodec.EncodePng(picture));

        Assert.Empty(DuplicateFinder.Find(folder.Path, [.. flat.Select((_, i) => $"{i}.png")], Uncached).Pairs);
    }

    [Fact]
    public void LogosOnWhiteAreToldApart()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 8; i++)
        {
            int sides = i + 3;
            File.WriteAllBytes(folder.Create($"{i}.png"), ImageCodec.EncodePng(Pictures.Make(240, 240, (x, y, _) => IsInStar(x - 120, y - 120, sides) ? 20 : 255)));
        }

        Assert.Empty(DuplicateFinder.Find(folder.Path, [.. Enumerable.Range(0, 8).Select(i => $"{i}.png")], Uncached).Pairs);

        static bool IsInStar(double x, double y, int sides) =>
            Math.Sqrt((x * x) + (y * y)) < 60 + (35 * Math.Cos(sides * Math.Atan2(y, x)));
    }

    [Fact]
    public void TinyLongAndBrokenPicturesPass()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.Create("tiny.png"), ImageCodec.EncodePng(Pictures.Noise(8, 8)));
        File.WriteAllBytes(folder.Create("tiny-copy.png"), ImageCodec.EncodePng(Pictures.Noise(8, 8)));
        File.WriteAllBytes(folder.Create("dot.png"), ImageCodec.EncodePng(Pictures.Noise(1, 1)));
        File.WriteAllBytes(folder.Create("long.png"), ImageCodec.EncodePng(Pictures.Noise(3000, 4)));
        File.WriteAllBytes(folder.Create("tall.png"), ImageCodec.EncodePng(Pictures.Noise(3, 2000)));
        File.WriteAllText(folder.Create("broken.jpg"), "no picture");
        File.WriteAllText(folder.Create("copy-of-broken.jpg"), "no picture");
        File.WriteAllBytes(folder.Create("cut.jpg"), ImageCodec.EncodeJpeg(Pictures.Waves(300, 200))[..2000]);

        DuplicateReport report = DuplicateFinder.Find(
            folder.Path, ["tiny.png", "tiny-copy.png", "dot.png", "long.png", "tall.png", "broken.jpg", "copy-of-broken.jpg", "cut.jpg", "missing.png"], Uncached);

        Assert.Equal(
            [new("broken.jpg", "copy-of-broken.jpg", DuplicateKind.Exact, 1), new("tiny-copy.png", "tiny.png", DuplicateKind.Exact, 1)], report.Pairs);
        Assert.Equal(["broken.jpg", "copy-of-broken.jpg", "cut.jpg", "missing.png"], report.PassedOver);
    }

    [Fact]
    public void CopiesOfANearDuplicateAreItsNearDuplicatesToo()
    {
        using var folder = new TemporaryFolder();
        PixelImage scene = DrawnScenes.Draw(1);
        File.WriteAllBytes(folder.Create("a.png"), ImageCodec.EncodePng(scene));
        File.WriteAllBytes(folder.Create("b.jpg"), ImageCodec.EncodeJpeg(scene, 40));
        File.Copy(folder.Create("b.jpg"), folder.Create("c.jpg"));

        DuplicateReport report = DuplicateFinder.Find(folder.Path, ["c.jpg", "b.jpg", "a.png"], Uncached);

        Assert.Equal(
            [("a.png", "b.jpg", DuplicateKind.Near), ("a.png", "c.jpg", DuplicateKind.Near), ("b.jpg", "c.jpg", DuplicateKind.Exact)],
            report.Pairs.Select(pair => (pair.First, pair.Second, pair.Kind)));
    }

    [Fact]
    public void StopsWhenAsked()
    {
        using var folder = new TemporaryFolder();
        DrawnScenes.Write(folder.Create("a.png"), 1);

        Assert.ThrowsAny<OperationCanceledException>(() => DuplicateFinder.Find(folder.Path, ["a.png"], Uncached, null, new CancellationToken(true)));
    }

    [Fact]
    public void NamesRealLogosInTrainAndTest()
    {
        string folder = SharedFolder.Require("data/logos_nfl");
        string[] names =
        [
            .. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')).Where(name => name.Contains("rams", StringComparison.Ordinal)),
        ];

        DuplicateReport report = DuplicateFinder.Find(folder, names, Uncached);

        Assert.Contains(report.Groups, group => group.IsLeak && !group.IsConflict);
    }

    /// <summary>The scene as PNG under the number 0, its worn copies as JPEG after it.</summary>
    private static IEnumerable<string> WriteWorn(TemporaryFolder folder, int scene)
    {
        PixelImage picture = DrawnScenes.Draw(scene);
        File.WriteAllBytes(folder.Create($"{scene}0.png"), ImageCodec.EncodePng(picture));
        yield return $"{scene}0.png";
        using Image original = Pictures.ToVips(picture);
        foreach ((int i, Wear wear) in Wear.All.Index())
        {
            using Image worn = wear.Apply(original, new RandomSource(1).Stream(wear.Name, item: scene));
            File.WriteAllBytes(folder.Create($"{scene}{i + 1}.jpg"), worn.JpegsaveBuffer(q: 85));
            yield return $"{scene}{i + 1}.jpg";
        }
    }
}
