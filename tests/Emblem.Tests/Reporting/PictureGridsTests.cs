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

        PixelImage map = ImageCodec.Decode(TopLossesPicture.Draw([hot], heatmap: true));
        PixelImage plain = ImageCodec.Decode(TopLossesPicture.Draw([hot], heatmap: false));
        PixelImage without = ImageCodec.Decode(TopLossesPicture.Draw([hot with { Heatmap = null }], heatmap: true));

        (byte Red, byte Green, byte Blue) corner = map.At(Left + Cell - 20, Top + 20);
        (byte Red, byte Green, byte Blue) opposite = map.At(Left + 20, Top + Cell - 20);
        Assert.True(corner.Red > 180 && corner.Green > 150, $"{corner}: magma's hottest is nearly white, six tenths over grey.");
        Assert.True(opposite.Red < 60 && opposite.Blue < 60, $"{opposite}: its coldest is black.");
        Assert.Equal(plain.Pixels, without.Pixels);
        Assert.Equal((100, 100, 100), At(plain, 0, 0));
    }

    [Fact]
    public void AMapOfOneCellSaysNothingOfWhereAndIsLeftOut()
    {
        PixelImage grey = Pictures.Plain(64, 64, 100, 100, 100);

        byte[] drawn = TopLossesPicture.Draw([Hardest(grey, new Heatmap(1, 1, [3]))], heatmap: true);

        Assert.Equal(TopLossesPicture.Draw([Hardest(grey, null)], heatmap: true), drawn);
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

    private static int Rows(PixelImage grid) => (grid.Height - Top - Left) / Step;
}
