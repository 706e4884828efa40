using Emblem.Data;
using Emblem.Foundation;
using Emblem.Tests.Support;

namespace Emblem.Tests.Data;

public sealed class TrainingOrderTests
{
    [Fact]
    public void ShuffledShowsEveryPictureOnceInAnOrderOfItsEpoch()
    {
        TrainingOrder order = Order(PictureSampling.Shuffled, 30, 10);

        Assert.Equal(Draw.InOrder(40), order.Of(0).OrderBy(draw => draw.Item));
        Assert.Equal(order.Of(3), Order(PictureSampling.Shuffled, 30, 10).Of(3));
        Assert.NotEqual(order.Of(3), order.Of(4));
        Assert.NotEqual(order.Of(3), Order(PictureSampling.Shuffled, 30, 10, seed: 2).Of(3));
    }

    [Theory]
    [InlineData(90, 9, 2)]
    [InlineData(1, 20, 20)]
    [InlineData(0, 5, 9)]
    public void BalancedShowsEveryClassEquallyOften(params int[] counts)
    {
        int classes = counts.Count(count => count > 0);
        TrainingOrder order = Order(PictureSampling.Balanced, counts);
        int each = counts.Sum() / classes;
        Assert.Equal(each * classes, order.Count);
        for (int epoch = 0; epoch < 4; epoch++)
        {
            Draw[] draws = order.Of(epoch);
            int[] byClass = new int[counts.Length];
            foreach (Draw draw in draws)
                byClass[LabelOf(draw.Item, counts)]++;

            Assert.Equal(counts.Select(count => count > 0 ? each : 0), byClass);
            Assert.Equal(draws.Length, draws.Select(draw => draw.View).Distinct().Count());
            Assert.All(draws, draw => Assert.Equal(draw.Item, draw.View % counts.Sum()));
        }
    }

    [Fact]
    public void OverTheEpochsEveryPictureOfAClassIsShownEquallyOften()
    {
        int[] counts = [70, 13, 5];
        TrainingOrder order = Order(PictureSampling.Balanced, counts);
        int[] shown = new int[88];
        for (int epoch = 0; epoch < 17; epoch++)
        {
            foreach (Draw draw in order.Of(epoch))
                shown[draw.Item]++;
            foreach (IGrouping<int, int> one in Enumerable.Range(0, 88).GroupBy(item => LabelOf(item, counts), item => shown[item]))
                Assert.InRange(one.Max() - one.Min(), 0, 1);
        }
    }

    [Fact]
    public void BalancedIsRandomAndRepeatable()
    {
        TrainingOrder order = Order(PictureSampling.Balanced, 30, 10);

        Assert.Equal(order.Of(3), Order(PictureSampling.Balanced, 30, 10).Of(3));
        Assert.NotEqual(order.Of(3), order.Of(4));
        Assert.NotEqual(order.Of(3), Order(PictureSampling.Balanced, [30, 10], seed: 2).Of(3));
        Assert.NotEqual(order.Of(0).Where(draw => draw.Item >= 30).Take(10).Select(draw => draw.Item).Order(), Enumerable.Range(30, 10));
    }

    [Theory]
    [InlineData(9, true, new[] { 4, 4 })]
    [InlineData(9, false, new[] { 4, 4 })]
    [InlineData(10, true, new[] { 4, 4 })]
    [InlineData(10, false, new[] { 4, 4, 2 })]
    [InlineData(3, true, new[] { 3 })]
    [InlineData(1, false, new[] { 1 })]
    public void TheLastBatchIsLeftOutOrNot(int pictures, bool drop, int[] sizes)
    {
        using var set = new PictureSet(pictures);
        BatchSource training = set.Split.ToBatches(new() { ImageSize = 16, BatchSize = 4, DropLast = drop }).Training;
        int[] found = [.. training.Epoch(0, default).Select(batch =>
        {
            using Batch owned = batch;
            return batch.Items.Count;
        })];

        Assert.Equal(sizes, found);
        Assert.Equal(sizes.Length, training.BatchesPerEpoch);
    }

    private static TrainingOrder Order(PictureSampling sampling, params int[] counts) => Order(sampling, counts, seed: 1);

    private static TrainingOrder Order(PictureSampling sampling, int first, int second, long seed) => Order(sampling, [first, second], seed);

    private static TrainingOrder Order(PictureSampling sampling, int[] counts, long seed) => new(
        [.. Enumerable.Range(0, counts.Sum()).Select(item => new LabelledImage($"{item}", $"{item}", LabelOf(item, counts)))], sampling, new RandomSource(seed));

    /// <summary>Classes follow each other.</summary>
    private static int LabelOf(int item, int[] counts)
    {
        int label = 0;
        while (item >= counts[label])
            item -= counts[label++];
        return label;
    }
}
