using Emblem.Data;
using Emblem.Imaging;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Tests.Support;

namespace Emblem.Tests.Reporting;

/// <summary>What the grids show where: pictures in their order, captions below them, heat on the spot that it is about.</summary>
public sealed class PictureGridsTests
{
    // A cell of 280 pixels with 24 between, under a title of 72.
    private const int Cell = 280;
    private const int Step = 304;
    private const int Left = 24;
    private const int Top = 72;
    private const int Between = 8;

    [Fact]
    public void ABatchShowsItsPicturesRowByRowWithTheirClasses()
    {
        TrainingView[] views =
        [
            View(Pictures.Plain(20, 20, 200, 0, 0), "red"), View(Pictures.Plain(20, 20, 0, 200, 0), "green"), View(Pictures.Plain(20, 20, 0, 0, 200), "blue"),
        ];

        PixelImage grid = ImageCodec.Decode(BatchPicture.Draw(views));
        PixelImage others = ImageCodec.Decode(BatchPicture.Draw([.. views.Select(view => view with { Class = "another" })]));

        (byte, byte, byte)[] middles = [At(grid, 0, 0), At(grid, 1, 0), At(grid, 0, 1)];
        Assert.Equal([(200, 0, 0), (0, 200, 0), (0, 0, 200)], middles);
        Assert.NotEqual(grid.Pixels, others.Pixels);
    }

    [Fact]
    public void VariantsHaveARowForEachPicture()
    {
        using var folder = new TemporaryFolder();
        TrainingView[] views = [.. Enumerable.Range(0, 6).Select(i => View(Pictures.Plain(10, 10, (byte)(40 * i), 0, 0), "class"))];

        BatchPicture.WriteVariants(folder.Create("variants.png"), views, variants: 2);

        PixelImage grid = ImageCodec.Decode(folder.Create("variants.png"));
        Assert.Equal(Left + (3 * Step), grid.Width);
        Assert.Equal([0, 40, 80, 120, 160, 200], Enumerable.Range(0, 6).Select(i => (int)At(grid, i % 3, i / 3).Red));
    }

    [Fact]
    public void HeatLiesWhereTheMapIsHotAndNowhereWithoutOne()
    {
        PixelImage grey = Pictures.Plain(64, 64, 100, 100, 100);
        TopLoss hot = Hardest(grey, new Heatmap(2, 2, [0, 1, 0, 0]));

        PixelImage map = ImageCodec.Decode(TopLossesPicture.Draw([hot], heatmap: true, HeatmapClasses.Actual));
        PixelImage plain = ImageCodec.Decode(TopLossesPicture.Draw([hot], heatmap: false));
        PixelImage without = ImageCodec.Decode(TopLossesPicture.Draw([hot with { Heatmap = null }], heatmap: true, HeatmapClasses.Actual));

        (byte Red, byte Green, byte Blue) corner = map.At(Left + Cell - 20, Top + 20);
        (byte Red, byte Green, byte Blue) opposite = map.At(Left + 20, Top + Cell - 20);
        Assert.True(corner.Red > 180 && corner.Green > 150, $"{corner}: magma's hottest is nearly white, six tenths over grey.");
        Assert.True(opposite.Red < 60 && opposite.Blue < 60, $"{opposite}: its coldest is black.");
        Assert.Equal(plain.Pixels, without.Pixels);
        Assert.Equal((100, 100, 100), At(plain, 0, 0));
    }

    [Fact]
    public void OfAMistakeThePredictedClasssEvidenceLiesBesideTheActualOnes()
    {
        PixelImage grey = Pictures.Plain(64, 64, 100, 100, 100);
        TopLoss wrong = Hardest(grey, new Heatmap(2, 2, [0, 1, 0, 0])) with { PredictedHeatmap = new Heatmap(2, 2, [0, 0, 1, 0]), PredictedProbability = 0.9 };

        PixelImage drawn = ImageCodec.Decode(TopLossesPicture.Draw([wrong], heatmap: true));

        Assert.Equal(Left + (2 * Cell) + Between + Left, drawn.Width);
        Assert.True(drawn.At(Left + 20, Top + Cell - 20).Red > 180, "The predicted class's, at the left.");
        Assert.True(drawn.At(Left + 20, Top + 20).Red < 60);
        Assert.True(drawn.At(Left + Cell + Between + Cell - 20, Top + 20).Red > 180, "The actual class's, at the right.");
        Assert.True(drawn.At(Left + Cell + Between + 20, Top + Cell - 20).Red < 60);
    }

    [Fact]
    public void OfARightAnswerThePictureItselfLiesBesideTheEvidence()
    {
        TopLoss right = Hardest(Pictures.Plain(64, 64, 100, 100, 100), new Heatmap(2, 2, [0, 1, 0, 0])) with { Predicted = "cat" };

        PixelImage drawn = ImageCodec.Decode(TopLossesPicture.Draw([right], heatmap: true));

        Assert.True(drawn.At(Left + Cell - 20, Top + 20).Red > 180);
        Assert.Equal((100, 100, 100), drawn.At(Left + Cell + Between + (Cell / 2), Top + (Cell / 2)));
    }

    [Theory]
    [InlineData(HeatmapClasses.PredictedAndActual)]
    [InlineData(HeatmapClasses.Actual)]
    public void AnEmptyMapDarkensNothingAndIsSaid(HeatmapClasses classes)
    {
        TopLoss empty = Hardest(Pictures.Plain(64, 64, 100, 100, 100), new Heatmap(2, 2, [0, 0, 0, 0])) with { PredictedHeatmap = new Heatmap(2, 2, [0, float.NaN, 0, 0]) };

        PixelImage drawn = ImageCodec.Decode(TopLossesPicture.Draw([empty], heatmap: true, classes));
        PixelImage without = ImageCodec.Decode(TopLossesPicture.Draw([empty with { Heatmap = null, PredictedHeatmap = null }], heatmap: true, classes));

        Assert.Equal((100, 100, 100), drawn.At(Left + (Cell / 2), Top + (Cell / 2)));
        Assert.Equal((100, 100, 100), drawn.At(drawn.Width - Left - (Cell / 2), Top + (Cell / 2)));
        Assert.True(drawn.Height > without.Height, "There is a line for it.");
    }

    [Fact]
    public void AMapOfOneCellSaysNothingOfWhereAndIsLeftOut()
    {
        PixelImage drawn = ImageCodec.Decode(TopLossesPicture.Draw([Hardest(Pictures.Plain(64, 64, 100, 100, 100), new Heatmap(1, 1, [3]))], heatmap: true, HeatmapClasses.Actual));

        Assert.Equal((100, 100, 100), At(drawn, 0, 0));
    }

    [Fact]
    public void MistakesHaveAnotherColourThanRightAnswersWhereverAnswersAreShown()
    {
        PixelImage grey = Pictures.Plain(64, 64, 100, 100, 100);
        TopLoss wrong = Hardest(grey, null);
        TopLoss right = wrong with { Predicted = "cat" };
        ClassifiedView[] results = [new(grey, "a.png", "cat", "cat", 0.9), new(grey, "b.png", "cat", "dog", 0.8), new(grey, "c.png", "cat", TopLoss.NoAnswer, double.NaN)];

        (int Right, int Wrong)[] found =
        [
            .. new[]
            {
                TopLossesPicture.Draw([right], heatmap: false), TopLossesPicture.Draw([wrong], heatmap: false), TopLossesPicture.Draw([right], heatmap: true),
                TopLossesPicture.Draw([wrong], heatmap: true), ResultsPicture.Draw(results[..1]), ResultsPicture.Draw(results[1..2]), ResultsPicture.Draw(results[2..]),
            }.Select(Colours),
        ];

        Assert.Equal([true, false, true, false, true, false, false], found.Select(colours => colours.Right > 500));
        Assert.Equal([false, true, false, true, false, true, true], found.Select(colours => colours.Wrong > 500));
    }

    [Fact]
    public void ResultsAreAGridOfAnswersInTheirOrder()
    {
        ClassifiedView[] results =
        [
            new(Pictures.Plain(20, 20, 200, 0, 0), "a.png", "red", "red", 0.9), new(Pictures.Plain(20, 20, 0, 200, 0), "b.png", "green", "red", 0.6),
            new(Pictures.Plain(20, 20, 0, 0, 200), "c.png", "blue", "blue", 0.7),
        ];

        PixelImage grid = ImageCodec.Decode(ResultsPicture.Draw(results));
        byte[][] others = [.. new[] { results[0] with { Probability = 0.8 }, results[0] with { Predicted = "rose" }, results[0] with { Actual = "rose" } }
            .Select(changed => ResultsPicture.Draw([changed]))];

        (byte, byte, byte)[] middles = [At(grid, 0, 0), At(grid, 1, 0), At(grid, 0, 1)];
        Assert.Equal([(200, 0, 0), (0, 200, 0), (0, 0, 200)], middles);
        Assert.Equal(4, others.Append(ResultsPicture.Draw([results[0]])).Select(Convert.ToBase64String).Distinct().Count());
    }

    [Fact]
    public void OfTwoLongNamesBothAreBegun()
    {
        using SkiaSharp.SKFont font = ChartFont.OfSize(17);
        string long1 = new('m', 40);
        string long2 = new('w', 40);

        string both = ChartFont.Fit(long1, " / ", long2, font, Cell);

        Assert.InRange(font.MeasureText(both), Cell - 40, Cell);
        Assert.Contains("mmm… / www", both, StringComparison.Ordinal);
        Assert.Equal("cat / dog", ChartFont.Fit("cat", " / ", "dog", font, Cell));
        Assert.StartsWith("cat / www", ChartFont.Fit("cat", " / ", long2, font, Cell), StringComparison.Ordinal);
        Assert.EndsWith("m… / dog", ChartFont.Fit(long1, " / ", "dog", font, Cell), StringComparison.Ordinal);
    }

    [Fact]
    public void TheCaptionNamesBothClassesLossAndProbability()
    {
        PixelImage grey = Pictures.Plain(64, 64, 100, 100, 100);
        TopLoss one = Hardest(grey, null);

        byte[][] drawn = [.. new[] { one, one with { Predicted = "owl" }, one with { Actual = "owl" }, one with { Loss = 2.5 }, one with { Probability = 0.25 } }
            .Select(loss => TopLossesPicture.Draw([loss], heatmap: false))];

        Assert.Equal(drawn.Length, drawn.Select(Convert.ToBase64String).Distinct().Count());
    }

    private static TrainingView View(PixelImage picture, string label) => new(picture, label, "picture.png");

    private static TopLoss Hardest(PixelImage picture, Heatmap? map) => new("picture.png", "cat", "dog", 1.5, 0.5, picture, map);

    private static (byte Red, byte Green, byte Blue) At(PixelImage grid, int column, int row)
    {
        // The height of a row depends on the font; its middle lies within the picture all the same.
        int step = row == 0 ? 0 : (grid.Height - Top - Left) / Rows(grid);
        return grid.At(Left + (column * Step) + (Cell / 2), Top + (row * step) + (Cell / 2));
    }

    /// <summary>Pixels of frames and captions in the two colours.</summary>
    private static (int Right, int Wrong) Colours(byte[] png)
    {
        PixelImage grid = ImageCodec.Decode(png);
        (byte Red, byte Green, byte Blue)[] pixels = [.. Enumerable.Range(0, grid.Width * grid.Height).Select(i => grid.At(i % grid.Width, i / grid.Width))];
        return (pixels.Count(pixel => pixel == (0, 0x5A, 0x8E)), pixels.Count(pixel => pixel == (0xA3, 0x3F, 0)));
    }

    private static int Rows(PixelImage grid) => (grid.Height - Top - Left) / Step;
}
