using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;

namespace Emblem.Reporting.Report;

/// <summary>
/// A chart as SVG within a page: on the page's own ground, in colours that the page makes lighter where that is dark, and with a sentence that says what is seen
/// in it to those who do not see it.
/// </summary>
internal static class PageChart
{
    // Texts of 17 pixels are still read where a telephone shows the chart at half its size.
    private const int Width = 640;
    private const int Height = 400;

    private static readonly Dictionary<string, string> OnPage = new(StringComparer.OrdinalIgnoreCase)
    {
        ["white"] = "var(--ground)",
        ["black"] = "currentColor",
        [Hex(ChartStyle.Ink)] = "currentColor",
        [Hex(ChartStyle.Blue)] = "var(--blue)",
        [Hex(ChartStyle.Orange)] = "var(--orange)",
        [Hex(ChartStyle.Green)] = "var(--green)",
        [Hex(ChartStyle.Purple)] = "var(--purple)",
        [Hex(ChartStyle.Faint)] = "var(--faint)",
        [Hex(ChartStyle.Grey)] = "var(--soft)",
        [Hex(ChartStyle.Line)] = "var(--line)",
    };

    /// <summary>A chart with axes; its heading is the page's matter.</summary>
    public static ChartDrawing Of(Plot plot)
    {
        plot.Title("");
        return ChartDrawing.Of([plot], 1, Height, Width);
    }

    /// <summary>The chart as an element of a page.</summary>
    /// <param name="chart">The drawing.</param>
    /// <param name="id">Unlike all others of the page.</param>
    /// <param name="title">A few words.</param>
    /// <param name="finding">What is seen in it, as a sentence.</param>
    public static string Svg(ChartDrawing chart, string id, string title, string finding)
    {
        XElement root = ChartSvg.Of(chart);
        XNamespace svg = root.Name.Namespace;
        foreach (XElement element in root.Descendants().ToArray())
        {
            Recolour(element, "fill", isText: element.Name == svg + "text");
            Recolour(element, "stroke", isText: false);
            Rename(element, id);
        }

        root.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Name.LocalName != "xmlns").Remove();
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-labelledby", $"{id}-title {id}-finding");
        root.AddFirst(
            new XElement(svg + "title", new XAttribute("id", $"{id}-title"), title),
            new XElement(svg + "desc", new XAttribute("id", $"{id}-finding"), finding));
        return root.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>White letters stand on cells that stay dark; all other white is the ground.</summary>
    private static void Recolour(XElement element, string attribute, bool isText)
    {
        string? colour = element.Attribute(attribute)?.Value;
        if (colour is null && isText)
            element.SetAttributeValue(attribute, "currentColor");
        else if (colour is not null && !(isText && colour == "white") && OnPage.TryGetValue(Long(colour), out string? named))
            element.SetAttributeValue(attribute, named);
    }

    /// <summary>Three digits stand for six.</summary>
    private static string Long(string colour) =>
        colour.Length == 4 && colour[0] == '#' ? $"#{string.Concat(colour.Skip(1).Select(digit => $"{digit}{digit}"))}" : colour;

    /// <summary>Names within a drawing are its own; a page has several drawings.</summary>
    private static void Rename(XElement element, string id)
    {
        if (element.Attribute("id") is { } name)
            name.Value = $"{id}-{name.Value}";
        foreach (XAttribute reference in element.Attributes().Where(attribute => attribute.Value.StartsWith("url(#", StringComparison.Ordinal)))
            reference.Value = reference.Value.Replace("url(#", $"url(#{id}-", StringComparison.Ordinal);
    }

    private static string Hex(Color colour) => $"#{colour.R:X2}{colour.G:X2}{colour.B:X2}";

    private static string Hex(SKColor colour) => $"#{colour.Red:X2}{colour.Green:X2}{colour.Blue:X2}";
}
