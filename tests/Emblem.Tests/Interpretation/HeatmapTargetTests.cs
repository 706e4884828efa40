using Emblem.Foundation;
using Emblem.Interpretation;

namespace Emblem.Tests.Interpretation;

public sealed class HeatmapTargetTests
{
    private static readonly string[] Classes = ["ant", "bee", "cow"];

    [Fact]
    public void EachTargetPointsAtItsClass()
    {
        Assert.Equal([0, 1, 0], Of(HeatmapTarget.Actual));
        Assert.Equal([0, 0, 1], Of(HeatmapTarget.Predicted));
        Assert.Equal([1, 0, 0], Of(HeatmapTarget.Class("ant")));
        Assert.Equal([0, -1, 1], Of(HeatmapTarget.Predicted.Against(HeatmapTarget.Actual)));
        Assert.Equal([1, 0, -1], Of(HeatmapTarget.Class("ant").Against(HeatmapTarget.Class("cow"))));
        Assert.Equal([0, 0, 0], Of(HeatmapTarget.Predicted.Against(HeatmapTarget.Class("cow"))));
    }

    [Fact]
    public void WithoutAnAnswerThereIsNothingToPointAt()
    {
        Assert.Equal([0, 0, 0], HeatmapTarget.Predicted.Direction(Classes, 1, -1));
        Assert.Equal([0, 0, 0], HeatmapTarget.Actual.Against(HeatmapTarget.Predicted).Direction(Classes, 1, -1));
        Assert.Equal([0, 1, 0], HeatmapTarget.Actual.Direction(Classes, 1, -1));
    }

    [Fact]
    public void ItIsAValueThatSaysWhatItIs()
    {
        HeatmapTarget mistake = HeatmapTarget.Predicted.Against(HeatmapTarget.Class("bee"));

        Assert.Equal(HeatmapTarget.Predicted.Against(HeatmapTarget.Class("bee")), mistake);
        Assert.NotEqual(HeatmapTarget.Class("predicted"), HeatmapTarget.Predicted);
        Assert.Equal("predicted against bee", mistake.ToString());
    }

    [Fact]
    public void WhatCannotBeShownIsRefused()
    {
        Assert.Contains("'owl'", Assert.Throws<EmblemException>(() => Of(HeatmapTarget.Class("owl"))).Message, StringComparison.Ordinal);
        HeatmapTarget difference = HeatmapTarget.Predicted.Against(HeatmapTarget.Actual);
        Assert.Throws<ArgumentException>(() => difference.Against(HeatmapTarget.Actual));
        Assert.Throws<ArgumentException>(() => HeatmapTarget.Actual.Against(difference));
    }

    private static float[] Of(HeatmapTarget target) => target.Direction(Classes, actual: 1, predicted: 2);
}
