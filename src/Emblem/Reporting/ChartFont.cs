using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>
/// The one typeface of every picture, carried in the assembly: a bare machine has no fonts, and SkiaSharp's default typeface is empty there.
/// </summary>
internal static class ChartFont
{
    /// <summary>The name under which ScottPlot asks for it.</summary>
    public const string Name = "DejaVu Sans";

    private const string Resource = "Emblem.Reporting.Fonts.DejaVuSans.ttf";

    static ChartFont()
    {
        using Stream font = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its font {Resource}.");
        Typeface = SKTypeface.FromStream(font) ?? throw new InvalidOperationException($"{Resource} is no font.");
        ScottPlot.Fonts.FontResolvers.Insert(0, new Resolver());
    }

    public static SKTypeface Typeface { get; }

    /// <summary>A font of a size in pixels, antialiased. The caller disposes.</summary>
    public static SKFont OfSize(float size) => new(Typeface, size) { Edging = SKFontEdging.Antialias, Subpixel = true };

    /// <summary>The text, shortened with an ellipsis until it is no wider than <paramref name="width"/> pixels.</summary>
    public static string Fit(string text, SKFont font, float width)
    {
        if (font.MeasureText(text) <= width)
            return text;
        int kept = text.Length - 1;
        while (kept > 0 && font.MeasureText($"{text[..kept]}…") > width)
            kept--;
        return $"{text[..kept]}…";
    }

    /// <summary>Two texts with something between them, the longer one shortened first, no wider together than <paramref name="width"/> pixels.</summary>
    public static string Fit(string first, string between, string second, SKFont font, float width)
    {
        float free = width - font.MeasureText(between);
        float ofFirst = Math.Max(free / 2, free - font.MeasureText(second));
        string shown = Fit(first, font, ofFirst);
        return $"{shown}{between}{Fit(second, font, free - font.MeasureText(shown))}";
    }

    /// <summary>Answers to our name alone, so a program's own ScottPlot charts stay as they are.</summary>
    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            fontName == Name ? Typeface : null;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? Typeface : null;
    }
}
