using System.Text.Json;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class SplitTests
{
    [Fact]
    public void FastAisSplitEqualsFastAis()
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllBytes(GoldenFile.PathOf("splits.json"))).RootElement.GetProperty("splits");
        foreach (JsonElement row in golden.EnumerateArray())
        {
            int[] expected = [.. row.GetProperty("valid").EnumerateArray().Select(i => i.GetInt32())];
            int n = row.GetProperty("n").GetInt32();
            ImageSplit split = Images(n, _ => 0).SplitAsFastAi(row.GetProperty("valid_pct").GetDouble(), row.GetProperty("seed").GetUInt32());

            Assert.Equal(expected.Select(i => $"{i:D5}"), split.Validation.Select(item => item.Name));
            Assert.Equal(Enumerable.Range(0, n).Except(expected).Select(i => $"{i:D5}"), split.Training.Select(item => item.Name));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryClassGivesTheSameShare(long seed)
    {
        ImageSplit split = Images(100, i => i < 80 ? 0 : 1).SplitRandomly(0.2, seed, test: 0.1, options: new() { KeepDuplicatesTogether = false });

        Assert.Equal((16, 4), (split.Validation.Count(i => i.Label == 0), split.Validation.Count(i => i.Label == 1)));
        Assert.Equal((8, 2), (split.Test.Count(i => i.Label == 0), split.Test.Count(i => i.Label == 1)));
        Assert.Equal(100, split.Training.Concat(split.Validation).Concat(split.Test).Distinct().Count());
    }

    [Fact]
    public void OneSeedGivesOneSplit()
    {
        var plain = new SplitOptions { KeepDuplicatesTogether = false };
        LabelledImages images = Images(50, i => i % 2);

        Assert.Equal(images.SplitRandomly(seed: 4, options: plain).Validation, images.SplitRandomly(seed: 4, options: plain).Validation);
        Assert.NotEqual(images.SplitRandomly(seed: 4, options: plain).Validation, images.SplitRandomly(seed: 5, options: plain).Validation);
    }

    [Fact]
    public void CopiesStayOnOneSide()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 40; i++)
            File.WriteAllText(folder.Create(i % 2 == 0 ? "a" : "b", $"{i:D2}.jpg"), $"picture {i / 4}");
        LabelledImages images = ImageFolder.Open(folder.Path).LabelByFolder();

        for (int seed = 1; seed <= 10; seed++)
        {
            ImageSplit split = images.SplitRandomly(0.25, seed);

            string[] training = [.. split.Training.Select(item => File.ReadAllText(item.Path))];
            Assert.DoesNotContain(split.Validation, item => training.Contains(File.ReadAllText(item.Path)));
            Assert.InRange(split.Validation.Count, 6, 14);
        }
    }

    [Fact]
    public void NearDuplicatesStayOnOneSide()
    {
        using var folder = new TemporaryFolder();
        for (int scene = 0; scene < 10; scene++)
        {
            PixelImage picture = DrawnScenes.Draw(scene);
            string label = scene % 2 == 0 ? "a" : "b";
            File.WriteAllBytes(folder.Create(label, $"{scene}-1.png"), ImageCodec.EncodePng(picture));
            File.WriteAllBytes(folder.Create(label, $"{scene}-2.jpg"), ImageCodec.EncodeJpeg(picture, 50));
            File.WriteAllBytes(folder.Create("a", $"{scene}-3.jpg"), ImageCodec.EncodeJpeg(ImageCodec.ShrinkToFit(picture, 160), 70));
        }

        LabelledImages images = ImageFolder.Open(folder.Path).LabelByFolder();
        for (int seed = 1; seed <= 3; seed++)
        {
            ImageSplit split = images.SplitRandomly(0.3, seed, options: new() { Duplicates = new() { Cache = false } });

            string[] training = [.. split.Training.Select(SceneOf)];
            Assert.DoesNotContain(split.Validation, item => training.Contains(SceneOf(item)));
            Assert.InRange(split.Validation.Count, 6, 12);
        }

        static string SceneOf(LabelledImage item) => Path.GetFileName(item.Name)[..1];
    }

    [Fact]
    public void FoldersDivide()
    {
        var images = new LabelledImages(["a", "b"], [
            new("1", "train/a/1", 0), new("2", "train/b/2", 1), new("3", "valid/a/3", 0), new("4", "other/a/4", 0)]);

        ImageSplit split = images.SplitByFolder();

        Assert.Equal(["train/a/1", "train/b/2"], split.Training.Select(item => item.Name));
        Assert.Equal(["valid/a/3"], split.Validation.Select(item => item.Name));
    }

    [Fact]
    public void OtherPicturesAreLabelledAsTrainingKnowsThem()
    {
        var training = new LabelledImages(["a", "b", "c"], [new("1", "a/1", 0), new("2", "c/2", 2)]);
        var others = new LabelledImages(["b", "c"], [new("3", "b/3", 0), new("4", "c/4", 1)]);

        Assert.Equal([1, 2], training.SplitWith(others).Validation.Select(item => item.Label));
        Assert.Throws<EmblemException>(() => training.SplitWith(others with { Classes = ["b", "x"] }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void RefusesAShareThatIsNone(double share) =>
        Assert.Throws<EmblemException>(() => Images(10, _ => 0).SplitRandomly(share));

    private static LabelledImages Images(int count, Func<int, int> label) =>
        new(["a", "b"], [.. Enumerable.Range(0, count).Select(i => new LabelledImage($"{i:D5}", $"{i:D5}", label(i)))]);
}
