using Emblem.Foundation;
using Emblem.Reporting;
using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>A picture that is being drawn, 640 × 480 or turned, and what is drawn on it again and again.</summary>
internal sealed class Sheet(SKCanvas canvas, float width, float height, RandomStream random, SKImage? photograph)
{
    public SKCanvas Canvas => canvas;

    public float Width => width;

    public float Height => height;

    public SKRect Whole => new(0, 0, width, height);

    public RandomStream Random => random;

    public static SKColor Gray(double level) => new((byte)level, (byte)level, (byte)level);

    public float Between(double low, double high) => (float)random.NextDouble(low, high);

    /// <summary>Any colour, as bright as asked for.</summary>
    public SKColor Colour(double low = 20, double high = 235) =>
        new((byte)Between(low, high), (byte)Between(low, high), (byte)Between(low, high));

    public void Box(SKRect place, SKColor colour, float round = 0)
    {
        using SKPaint paint = Fill(colour);
        canvas.DrawRoundRect(place, round, round, paint);
    }

    public void Box(float x, float y, float w, float h, SKColor colour, float round = 0) => Box(SKRect.Create(x, y, w, h), colour, round);

    public void Oval(float x, float y, float radiusX, float radiusY, SKColor colour, float blur = 0)
    {
        using SKPaint paint = Fill(colour);
        if (blur > 0)
            paint.MaskFilter = SKMaskFilter.CreateBlur(SKBlurStyle.Normal, blur);
        canvas.DrawOval(x, y, radiusX, radiusY, paint);
    }

    public void Line(float x, float y, float toX, float toY, SKColor colour, float thick = 1)
    {
        using var paint = new SKPaint { Color = colour, StrokeWidth = thick, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeCap = SKStrokeCap.Round };
        canvas.DrawLine(x, y, toX, toY, paint);
    }

    public void Path(SKColor colour, params SKPoint[] corners)
    {
        using SKPath path = new();
        path.AddPoly(corners);
        using SKPaint paint = Fill(colour);
        canvas.DrawPath(path, paint);
    }

    public void Text(string text, float x, float y, float size, SKColor colour)
    {
        using SKFont font = ChartFont.OfSize(size);
        using SKPaint paint = Fill(colour);
        canvas.DrawText(text, x, y, font, paint);
    }

    /// <summary>From top to bottom, or from the middle outwards.</summary>
    public void Shade(SKColor first, SKColor last, bool fromMiddle = false)
    {
        using var paint = new SKPaint
        {
            Shader = fromMiddle
                ? SKShader.CreateRadialGradient(new SKPoint(width / 2, height * 0.45f), width * 0.6f, [first, last], SKShaderTileMode.Clamp)
                : SKShader.CreateLinearGradient(SKPoint.Empty, new SKPoint(0, height), [first, last], SKShaderTileMode.Clamp),
        };
        canvas.DrawPaint(paint);
    }

    /// <summary>Its middle, filling the place.</summary>
    /// <param name="place">Where it goes.</param>
    /// <param name="contrast">1 leaves it as it is; less mixes it with gray.</param>
    public void Photograph(SKRect place, float contrast = 1)
    {
        SKImage shown = photograph ?? throw new InvalidOperationException("Without photographs their kinds are left out.");
        float scale = Math.Min(shown.Width / place.Width, shown.Height / place.Height);
        (float w, float h) = (place.Width * scale, place.Height * scale);
        SKRect middle = SKRect.Create((shown.Width - w) / 2, (shown.Height - h) / 2, w, h);
        canvas.DrawImage(shown, middle, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        if (contrast < 1)
            Box(place, Gray(128).WithAlpha((byte)(255 * (1 - contrast))));
    }

    /// <summary>A word of chance letters.</summary>
    public string Word()
    {
        const string consonants = "bcdfghklmnprstvw", vowels = "aeiou";
        return string.Concat(Enumerable.Range(0, 1 + random.NextInt(4)).Select(_ => $"{consonants[random.NextInt(consonants.Length)]}{vowels[random.NextInt(vowels.Length)]}"));
    }

    public string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word()));

    /// <summary>Lines of chance words, each as wide as it may be.</summary>
    public void Paragraph(SKRect place, float size, float leading, SKColor colour)
    {
        using SKFont font = ChartFont.OfSize(size);
        for (float y = place.Top + size; y <= place.Bottom; y += leading)
        {
            string line = Word();
            for (string next = Word(); font.MeasureText($"{line} {next}") <= place.Width; next = Word())
                line = $"{line} {next}";
            Text(line, place.Left, y, size, colour);
        }
    }

    private static SKPaint Fill(SKColor colour) => new() { Color = colour, IsAntialias = true };
}
