using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class FoldsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FoldsHaveOneSizeAndOneMixOfClasses(long seed)
    {
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i < 60 ? 0 : 1)];

        int[] fold = Folds.Divide(labels, Alone(100), 5, new RandomSource(seed));

        for (int i = 0; i < 5; i++)
            Assert.Equal((12, 8), (labels.Where((label, item) => fold[item] == i && label == 0).Count(), labels.Where((label, item) => fold[item] == i && label == 1).Count()));
    }

    [Fact]
    public void GroupsStayTogetherAndFoldsEvenThemOut()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        int[][] groups = [[0, 2, 4, 6, 8, 10], [1, 3, 5], .. Enumerable.Range(0, 40).Where(i => i > 10 || (i % 2 == 1 && i > 5)).Select(i => new[] { i })];

        int[] fold = Folds.Divide(labels, groups, 4, new RandomSource(1));

        Assert.All(groups, group => Assert.Single(group.Select(i => fold[i]).Distinct()));
        Assert.All(Enumerable.Range(0, 4), i => Assert.InRange(fold.Count(f => f == i), 9, 11));
    }

    [Fact]
    public void OneSeedGivesOneDivision()
    {
        int[] labels = [.. Enumerable.Range(0, 50).Select(i => i % 3)];

        Assert.Equal(Folds.Divide(labels, Alone(50), 5, new RandomSource(1)), Folds.Divide(labels, Alone(50), 5, new RandomSource(1)));
        Assert.NotEqual(Folds.Divide(labels, Alone(50), 5, new RandomSource(1)), Folds.Divide(labels, Alone(50), 5, new RandomSource(2)));
    }

    [Fact]
    public void TheOnlyGroupOfAClassIsNeverHeldOut()
    {
        int[] fold = Folds.Divide([0, 0, 1, 1, 1], [[0], [1], [2, 3, 4]], 2, new RandomSource(1));

        Assert.Equal([Folds.Never, Folds.Never, Folds.Never], fold[2..]);
        Assert.Equal([0, 1], fold[..2].Order());
    }

    [Theory]
    [InlineData(12, "12 folds of 10 pictures leave some without any")]
    [InlineData(11, "Ask for fewer folds")]
    public void MoreFoldsThanPicturesAreRefused(int count, string words)
    {
        var images = new LabelledImages(["a", "b"], [.. Enumerable.Range(0, 10).Select(i => new LabelledImage($"{i}", $"{i}", i % 2))]);

        Assert.Contains(
            words, Assert.Throws<EmblemException>(() => images.SplitIntoFolds(count, options: new() { KeepDuplicatesTogether = false })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPictureIsTestedOnceAndNeverBesideItsCopy()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 40; i++)
            File.WriteAllText(folder.Create(i % 2 == 0 ? "a" : "b", $"{i:D2}.jpg"), $"picture {(i < 20 ? i / 4 : i)}");
        LabelledImages images = ImageFolder.Open(folder.Path).LabelByFolder();

        IReadOnlyList<ImageSplit> folds = images.SplitIntoFolds(4, stop: TestContext.Current.CancellationToken);

        Assert.Equal(images.Items, folds.SelectMany(fold => fold.Test).OrderBy(item => item.Name, StringComparer.Ordinal));
        foreach (ImageSplit fold in folds)
        {
            Assert.Equal(40, fold.Training.Concat(fold.Validation).Concat(fold.Test).Distinct().Count());
            foreach ((IReadOnlyList<LabelledImage> one, IReadOnlyList<LabelledImage> other) in
                     ((IReadOnlyList<LabelledImage>, IReadOnlyList<LabelledImage>)[])[(fold.Training, fold.Test), (fold.Validation, fold.Test), (fold.Training, fold.Validation)])
                Assert.Empty(one.Select(item => File.ReadAllText(item.Path)).Intersect(other.Select(item => File.ReadAllText(item.Path))));
        }
    }

    [Fact]
    public void AClassOfOnePictureCannotBeTested()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 12; i++)
            File.WriteAllText(folder.Create(i < 10 ? "many" : "one", $"{i:D2}.jpg"), $"picture {Math.Min(i, 10)}");
        LabelledImages images = ImageFolder.Open(folder.Path).LabelByFolder();

        var fault = Assert.Throws<EmblemException>(() => images.SplitIntoFolds(stop: TestContext.Current.CancellationToken));

        Assert.Contains("The class 'one' has one picture, or copies of one, alone: one/10.jpg", fault.Message, StringComparison.Ordinal);
    }

    private static int[][] Alone(int count) => [.. Enumerable.Range(0, count).Select(i => new[] { i })];
}
