using Emblem.Foundation;
using Emblem.Training.Fitting;

namespace Emblem.Tests.Training.Fitting;

public sealed class FeatureTableTests
{
    [Fact]
    public void FeaturesThatAreNoNumbersAreRefusedByTheirPicture()
    {
        var views = new Dictionary<string, float[][]> { ["a.png"] = [[1, 2], [1, 3]], ["b.png"] = [[1, 2], [float.PositiveInfinity, 3]] };

        Assert.Contains("b.png", Assert.Throws<EmblemException>(() => new FeatureTable(views)).Message, StringComparison.Ordinal);
        views["b.png"][1][0] = 7;
        Assert.Equal(2, new FeatureTable(views).Views);
    }

    [Fact]
    public void WhatDescribesAPictureIsNoFeature()
    {
        var table = new FeatureTable(new() { ["a.png"] = [[1, 2, 8, 9], [3, 4, 6, 7]] }, described: 2);

        Assert.Equal([[1, 2], [3, 4]], table.Of("a.png"));
        Assert.Equal([8, 9], table.DescriptionOf("a.png"));
        Assert.True(table.Has("a.png") && !table.Has("b.png"));
    }

    [Fact]
    public void TablesOfOtherPicturesAreJoined()
    {
        FeatureTable table = FeatureTable.Empty.With(new FeatureTable(new() { ["a.png"] = [[1, 2, 8]] }, described: 1)).With(new FeatureTable(new() { ["b.png"] = [[3, 4, 9]] }, described: 1));

        Assert.Equal([3, 4], table.Of("b.png")[0]);
        Assert.Equal(1, table.Views);
        Assert.Equal([8], table.DescriptionOf("a.png"));
        Assert.False(FeatureTable.Empty.Has("a.png"));
    }
}
