using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Emblem.Interpretation;
using Emblem.Reporting;
using Emblem.Reporting.Report;
using Emblem.Tests.Support;
using Emblem.Training;

namespace Emblem.Tests.Reporting;

/// <summary>One drawing, two formats.</summary>
public sealed class ChartDrawingTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ThePathSaysTheFormat()
    {
        TrainingHistory history = History();
        string svg = _folder.Create("losses.SVG");
        string png = _folder.Create("losses.png");

        LossChart.Write(svg, history);
        LossChart.Write(png, history);

        XElement root = XDocument.Load(svg).Root!;
        Assert.Equal((Svg + "svg", "0 0 1200 750"), (root.Name, root.Attribute("viewBox")!.Value));
        Assert.Contains("training batches", Texts(root));
        Assert.Equal("\x89PNG", Encoding.Latin1.GetString(File.ReadAllBytes(png)[..4]));
    }

    /// <summary>In a font that is not ours letters have other widths: a position for each would tear words apart, and none would let them run into each other.</summary>
    [Fact]
    public void TextsKeepTheirRoomInAnyFont()
    {
        XElement[] texts = [.. Root(ChartDrawing.Of(LossChart.Plot(History()))).Descendants(Svg + "text")];

        Assert.NotEmpty(texts);
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain(",", text.Attribute("x")!.Value, StringComparison.Ordinal);
            Assert.True(Number(text, "textLength") > 0.3 * text.Value.Length * Number(text, "font-size"));
            Assert.EndsWith("sans-serif", text.Attribute("font-family")!.Value, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    public void AConfusionMatrixHasAFormForAnyNumberOfClasses(int classes)
    {
        int[] actual = [.. Enumerable.Range(0, 5 * classes).Select(i => i % classes)];
        var matrix = new ConfusionMatrix([.. Enumerable.Range(0, classes).Select(i => $"class {i}")], actual, [.. actual.Select((label, i) => i % 7 == 0 ? (label + 1) % classes : label)]);

        string svg = ConfusionMatrixChart.Drawing(matrix).ToSvg();

        XElement root = XElement.Parse(svg);
        Assert.InRange(svg.Length, 2_000, 1_000_000);
        Assert.Contains("predicted", Texts(root));
        Assert.Contains(classes <= 100 ? "class 1" : "1,000", Texts(root));
    }

    [Fact]
    public void OnAPageItStandsOnThePagesGroundAndSaysWhatIsSeen()
    {
        XElement one = XElement.Parse(PageChart.Svg(PageChart.Of(LossChart.Plot(History())), "training-1", "Losses.", "It falls to 0.1."));
        XElement other = XElement.Parse(PageChart.Svg(PageChart.Of(LossChart.Plot(History())), "training-2", "Losses.", "It falls to 0.1."));

        Assert.Equal(("img", "training-1-title training-1-finding"), (one.Attribute("role")!.Value, one.Attribute("aria-labelledby")!.Value));
        Assert.Equal(["Losses.", "It falls to 0.1."], one.Elements().Take(2).Select(element => element.Value));
        Assert.DoesNotContain("\"white\"", one.ToString(), StringComparison.Ordinal);
        Assert.Contains("var(--blue)", one.ToString(), StringComparison.Ordinal);
        Assert.All(one.Descendants(Svg + "text"), text => Assert.Equal("currentColor", text.Attribute("fill")!.Value));
        Assert.Empty(Ids(one).Intersect(Ids(other)));
        Assert.All(one.Descendants().SelectMany(element => element.Attributes("clip-path")), clip => Assert.Contains(clip.Value[5..^1], Ids(one)));
    }

    [Fact]
    public void WhiteLettersStayWhiteOnTheirDarkCells()
    {
        var matrix = new ConfusionMatrix(["cat", "dog"], [0, 0, 1, 1], [0, 0, 1, 0]);

        XElement page = XElement.Parse(PageChart.Svg(ConfusionMatrixChart.Drawing(matrix), "c", "t", "f"));

        Assert.Equal("white", Fill(page, "2"));
        Assert.Equal("currentColor", Fill(page, "cat"));
        Assert.Equal("#1b1b1b", Fill(page, "0").ToLowerInvariant());
    }

    private static string Fill(XElement root, string text) => root.Descendants(Svg + "text").First(element => element.Value == text).Attribute("fill")!.Value;

    private static IReadOnlyList<string> Ids(XElement root) => [.. root.Descendants().SelectMany(element => element.Attributes("id")).Select(id => id.Value)];

    private static IReadOnlyList<string> Texts(XElement root) => [.. root.Descendants(Svg + "text").Select(text => text.Value)];

    private static XElement Root(ChartDrawing drawing) => XElement.Parse(drawing.ToSvg());

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static TrainingHistory History() => new(
        [.. Enumerable.Range(0, 40).Select(i => new BatchRecord(i, 1.0 / (i + 1), 1.1 / (i + 1), 1e-3, 0.9))],
        [new EpochRecord(0, 0, 20, 0.2, 0.3, [], TimeSpan.Zero), new EpochRecord(0, 1, 40, 0.1, 0.2, [], TimeSpan.Zero)]);
}
