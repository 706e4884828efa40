using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>
/// A chart as SVG. Its texts stay texts, to be searched and read aloud: each takes the room that it has in our font, in whatever font the reader has, so none is
/// cut off or runs into another.
/// </summary>
internal static class ChartSvg
{
    // Verdana and DejaVu have the same widths; then whatever the system has.
    private const string Fonts = $"{ChartFont.Name}, Verdana, system-ui, sans-serif";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The root element, with a white ground.</summary>
    public static XElement Of(ChartDrawing chart)
    {
        using var stream = new MemoryStream();
        var place = SKRect.Create(chart.Width, chart.Height);
        using (SKCanvas canvas = SKSvgCanvas.Create(place, stream))
        {
            using var white = new SKPaint { Color = SKColors.White };
            canvas.DrawRect(place, white);
            chart.Draw(canvas);
        }

        stream.Position = 0;
        XElement root = XDocument.Load(stream).Root!;
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {chart.Width} {chart.Height}"));

        // To clear is to fill with nothing; the writer makes it a rectangle without a colour, which is black.
        root.Descendants(Svg + "rect").Where(rect => rect.Parent!.Name != Svg + "clipPath" && rect.Attribute("fill") is null && rect.Attribute("stroke") is null).Remove();
        foreach (XElement text in root.Descendants(Svg + "text"))
            Place(text);
        Number(root);
        return root;
    }

    /// <summary>In place of a position for each letter, which fits one font alone, where the text begins and how long it is.</summary>
    private static void Place(XElement text)
    {
        string said = text.Value.Trim();
        using SKFont font = ChartFont.OfSize(float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture));
        text.Value = said;
        text.SetAttributeValue("x", First(text, "x"));
        text.SetAttributeValue("y", First(text, "y"));
        text.SetAttributeValue("textLength", font.MeasureText(said).ToString("0.##", CultureInfo.InvariantCulture));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
        text.SetAttributeValue("font-family", Fonts);
    }

    /// <summary>The writer counts names on through the whole process; equal charts are to be equal files.</summary>
    private static void Number(XElement root)
    {
        XAttribute[] names = [.. root.Descendants().Attributes("id")];
        var numbers = names.Index().ToDictionary(name => name.Item.Value, name => $"c{name.Index + 1}", StringComparer.Ordinal);
        foreach (XAttribute reference in root.Descendants().Attributes().Where(attribute => attribute.Value.StartsWith("url(#", StringComparison.Ordinal)))
            reference.Value = $"url(#{numbers[reference.Value["url(#".Length..^1]]})";
        foreach (XAttribute name in names)
            name.Value = numbers[name.Value];
    }

    private static string? First(XElement text, string attribute) => text.Attribute(attribute)?.Value.Split(',')[0].Trim();
}
