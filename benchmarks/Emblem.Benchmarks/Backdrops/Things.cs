using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>Things to show: of six kinds, no two with the same parts, sizes and colours.</summary>
internal static class Things
{
    private static readonly Action<Sheet, SKRect, SKColor, SKColor>[] Kinds = [Vessel, Carton, Chair, Device, Wheel, Plant];

    /// <summary>Draws one that stands on the lower edge of a place.</summary>
    /// <param name="sheet">The picture.</param>
    /// <param name="place">What it may fill.</param>
    /// <param name="low">The darkest of its colours, of 255.</param>
    /// <param name="high">The brightest.</param>
    public static void Draw(Sheet sheet, SKRect place, double low = 20, double high = 235)
    {
        float w = place.Width * sheet.Between(0.55, 1), h = place.Height * sheet.Between(0.6, 1);
        SKRect filled = SKRect.Create(place.MidX - (w / 2), place.Bottom - h, w, h);
        Kinds[sheet.Random.NextInt(Kinds.Length)](sheet, filled, sheet.Colour(low, high), sheet.Colour(low, high));
    }

    /// <summary>Turned on a lathe: a vase, a bottle, a cup, with stripes, dots or a label, and perhaps a handle.</summary>
    private static void Vessel(Sheet sheet, SKRect place, SKColor body, SKColor other)
    {
        float[] radii = [.. Enumerable.Range(0, 5).Select(_ => place.Width * sheet.Between(0.12, 0.5))];
        using SKPath half = new();
        half.MoveTo(place.MidX - radii[0], place.Top);
        for (int side = -1; side <= 1; side += 2)
        {
            for (int i = 0; i < 5; i++)
            {
                int at = side < 0 ? i : 4 - i;
                half.LineTo(place.MidX + (side * radii[at]), place.Top + (place.Height * at / 4));
            }
        }

        half.Close();
        using var paint = new SKPaint { Color = body, IsAntialias = true, PathEffect = SKPathEffect.CreateCorner(place.Height / 5) };
        using var ring = new SKPaint { Color = body, IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 12 };
        if (sheet.Random.NextChance(0.5))
            sheet.Canvas.DrawOval(place.MidX + (place.Width * 0.4f), place.MidY, place.Width * 0.2f, place.Height * sheet.Between(0.12, 0.3), ring);
        sheet.Canvas.DrawPath(half, paint);
        sheet.Canvas.Save();
        sheet.Canvas.ClipPath(half);
        Decorate(sheet, place, other);
        sheet.Canvas.Restore();
    }

    private static void Carton(Sheet sheet, SKRect place, SKColor body, SKColor other)
    {
        float depth = place.Width * sheet.Between(0.12, 0.3), rise = depth * sheet.Between(0.3, 0.8);
        SKRect front = new(place.Left, place.Top + rise, place.Right - depth, place.Bottom);
        sheet.Box(front, body);
        sheet.Path(Mixed(body, 30), new(front.Left, front.Top), new(front.Left + depth, place.Top), new(place.Right, place.Top), new(front.Right, front.Top));
        sheet.Path(Mixed(body, -35), new(front.Right, front.Top), new(place.Right, place.Top), new(place.Right, place.Bottom - rise), new(front.Right, place.Bottom));
        sheet.Canvas.Save();
        sheet.Canvas.ClipRect(front);
        Decorate(sheet, front, other);
        sheet.Canvas.Restore();
    }

    private static void Chair(Sheet sheet, SKRect place, SKColor body, SKColor other)
    {
        float seat = place.Top + (place.Height * sheet.Between(0.4, 0.65)), thick = sheet.Between(8, 22);
        float lean = place.Width * sheet.Between(0, 0.2);
        for (int leg = 0; leg < 2 + sheet.Random.NextInt(3); leg++)
            sheet.Line(place.Left + (place.Width * sheet.Between(0.1, 0.9)), seat, place.Left + (place.Width * sheet.Between(0, 1)), place.Bottom, body, thick / 2);
        sheet.Path(other, new(place.Left + lean, place.Top), new(place.Right - lean, place.Top), new(place.Right - (lean / 2), seat), new(place.Left + (lean / 2), seat));
        for (float x = place.Left + lean; x < place.Right - lean; x += sheet.Between(20, 60))
            sheet.Line(x, place.Top + 8, x, seat - 8, body, sheet.Between(3, 9));
        sheet.Box(place.Left, seat, place.Width, thick, body, thick / 2);
    }

    private static void Device(Sheet sheet, SKRect place, SKColor body, SKColor other)
    {
        sheet.Box(place, body, sheet.Between(4, 40));
        SKRect screen = SKRect.Create(
            place.Left + (place.Width * sheet.Between(0.06, 0.2)), place.Top + (place.Height * sheet.Between(0.06, 0.25)),
            place.Width * sheet.Between(0.4, 0.75), place.Height * sheet.Between(0.3, 0.65));
        sheet.Box(screen, other, 4);
        for (int i = 0; i < 3 + sheet.Random.NextInt(6); i++)
            sheet.Oval(place.Left + (place.Width * sheet.Between(0.1, 0.9)), screen.Bottom + ((place.Bottom - screen.Bottom) * sheet.Between(0.2, 0.8)), sheet.Between(4, 14), sheet.Between(4, 14), sheet.Colour());
        sheet.Text(sheet.Word(), screen.Left + 8, screen.MidY, sheet.Between(14, 40), Mixed(other, 90));
    }

    private static void Wheel(Sheet sheet, SKRect place, SKColor body, SKColor other)
    {
        float radius = Math.Min(place.Width, place.Height) / 2;
        (float x, float y) = (place.MidX, place.Bottom - radius);
        sheet.Oval(x, y, radius, radius, body);
        sheet.Oval(x, y, radius * sheet.Between(0.6, 0.85), radius * sheet.Between(0.6, 0.85), other);
        int spokes = 3 + sheet.Random.NextInt(9);
        float turn = sheet.Between(0, 6);
        for (int i = 0; i < spokes; i++)
        {
            (float sine, float cosine) = MathF.SinCos(turn + (i * MathF.Tau / spokes));
            sheet.Line(x, y, x + (radius * 0.8f * cosine), y + (radius * 0.8f * sine), body, radius * 0.12f);
        }

        sheet.Oval(x, y, radius * sheet.Between(0.1, 0.3), radius * sheet.Between(0.1, 0.3), sheet.Colour());
    }

    private static void Plant(Sheet sheet, SKRect place, SKColor body, SKColor other)
    {
        float pot = place.Top + (place.Height * sheet.Between(0.6, 0.75));
        int leaves = 5 + sheet.Random.NextInt(12);
        for (int i = 0; i < leaves; i++)
        {
            float x = place.Left + (place.Width * sheet.Between(0, 1)), y = place.Top + ((pot - place.Top) * sheet.Between(0, 0.8));
            sheet.Line(place.MidX, pot, x, y, other, 4);
            sheet.Oval(x, y, sheet.Between(8, 34), sheet.Between(8, 34), Mixed(other, sheet.Between(-25, 25)));
        }

        float inset = place.Width * sheet.Between(0.05, 0.15);
        sheet.Path(body, new(place.Left + (inset * 2), pot), new(place.Right - (inset * 2), pot), new(place.Right - (inset * 3), place.Bottom), new(place.Left + (inset * 3), place.Bottom));
    }

    private static void Decorate(Sheet sheet, SKRect place, SKColor colour)
    {
        switch (sheet.Random.NextInt(4))
        {
            case 0:
                for (float y = place.Top + sheet.Between(5, 60); y < place.Bottom; y += sheet.Between(25, 70))
                    sheet.Line(place.Left, y, place.Right, y + sheet.Between(-40, 40), colour, sheet.Between(4, 16));
                break;
            case 1:
                for (int i = 0; i < 30; i++)
                    sheet.Oval(sheet.Between(place.Left, place.Right), sheet.Between(place.Top, place.Bottom), sheet.Between(4, 14), sheet.Between(4, 14), colour);
                break;
            default:
                SKRect label = SKRect.Create(place.Left, place.Top + (place.Height * sheet.Between(0.15, 0.5)), place.Width, place.Height * sheet.Between(0.2, 0.45));
                sheet.Box(label, colour);
                for (int i = 0; i < 3; i++)
                    sheet.Text(sheet.Words(2), label.Left + (label.Width * sheet.Between(0.05, 0.3)), label.Top + (label.Height * (i + 0.8f) / 3), label.Height * sheet.Between(0.15, 0.32), sheet.Colour());
                break;
        }
    }

    private static SKColor Mixed(SKColor colour, double more) => new(
        (byte)Math.Clamp(colour.Red + more, 0, 255), (byte)Math.Clamp(colour.Green + more, 0, 255), (byte)Math.Clamp(colour.Blue + more, 0, 255));
}
