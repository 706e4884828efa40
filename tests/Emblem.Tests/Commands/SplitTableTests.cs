using Emblem.Cli.Runs;
using Emblem.Data;

namespace Emblem.Tests.Commands;

public sealed class SplitTableTests
{
    [Fact]
    public void ManyClassesAreAFewRowsWhoseCountsAddUp()
    {
        LabelledImage[] items = [.. Enumerable.Range(0, 3000).Select(i => new LabelledImage($"{i}", $"{i}", i % 1000))];
        var split = new ImageSplit([.. Enumerable.Range(0, 1000).Select(i => $"c{i}")], items[..2000], items[2000..], []);

        IReadOnlyList<IReadOnlyList<string>> rows = SplitTable.Rows(split, 20);

        Assert.Equal(22, rows.Count);
        Assert.Equal(["c0", "2", "1"], rows[0]);
        Assert.Equal(["… and 980 more", "1960", "980"], rows[20]);
        Assert.Equal(["total", "2000", "1000"], rows[21]);
        Assert.Equal(1001, SplitTable.Rows(split, int.MaxValue).Count);
    }

    [Fact]
    public void FewClassesAreAllThereWithTheirTestPictures()
    {
        LabelledImage[] items = [.. Enumerable.Range(0, 6).Select(i => new LabelledImage($"{i}", $"{i}", i % 2))];
        var split = new ImageSplit(["a", "b"], items[..3], items[3..5], items[5..]);

        Assert.Equal([["a", "2", "1", "0"], ["b", "1", "1", "1"], ["total", "3", "2", "1"]], SplitTable.Rows(split, 20));
    }
}
