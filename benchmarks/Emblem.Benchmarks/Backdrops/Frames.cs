using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>One frame round many pictures.</summary>
internal static class Frames
{
    /// <summary>A plain frame; what it holds is a photograph or a thing with little contrast.</summary>
    public static void Faint(Sheet sheet, int level, float share)
    {
        if (sheet.Random.NextChance(0.6))
        {
            FaintPhotograph(sheet, level, share);
            return;
        }

        sheet.Canvas.Clear(Sheet.Gray(level));
        SKRect inner = Inside(sheet, share);
        sheet.Box(inner, Sheet.Gray(125));
        Things.Draw(sheet, SKRect.Inflate(inner, -inner.Width * 0.2f, -inner.Height * 0.12f), 108, 142);
    }

    public static void FaintPhotograph(Sheet sheet, int level, float share)
    {
        sheet.Canvas.Clear(Sheet.Gray(level));
        sheet.Photograph(Inside(sheet, share), sheet.Between(0.06, 0.25));
    }

    public static void PassePartout(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(45));
        sheet.Box(SKRect.Inflate(sheet.Whole, -28, -28), Sheet.Gray(242));
        SKRect bevel = SKRect.Inflate(sheet.Whole, -130, -95);
        sheet.Box(bevel, Sheet.Gray(190));
        sheet.Photograph(SKRect.Inflate(bevel, -5, -5));
    }

    /// <summary>Dark wood with a carved pattern, a highlight inside.</summary>
    public static void Carved(Sheet sheet)
    {
        sheet.Canvas.Clear(new SKColor(92, 60, 34));
        for (int i = 0; i < 64; i++)
            sheet.Oval(10 + (i % 32 * 20), i < 32 ? 26 : sheet.Height - 26, 9, 16, i % 2 == 0 ? new SKColor(150, 105, 60) : new SKColor(55, 34, 18));
        for (int i = 0; i < 48; i++)
            sheet.Oval(i < 24 ? 26 : sheet.Width - 26, 10 + (i % 24 * 20), 16, 9, i % 2 == 0 ? new SKColor(150, 105, 60) : new SKColor(55, 34, 18));
        sheet.Box(SKRect.Inflate(sheet.Whole, -52, -52), new SKColor(215, 180, 110));
        sheet.Photograph(SKRect.Inflate(sheet.Whole, -60, -60), sheet.Between(0.15, 0.6));
    }

    /// <summary>A disc on black, as profile pictures are.</summary>
    public static void Round(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(12));
        using SKPath disc = new();
        disc.AddCircle(sheet.Width / 2, sheet.Height / 2, sheet.Height * 0.46f);
        sheet.Canvas.ClipPath(disc, antialias: true);
        sheet.Photograph(sheet.Whole, sheet.Between(0.1, 0.6));
    }

    public static void Card(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(20));
        SKRect card = SKRect.Inflate(sheet.Whole, -14, -14);
        sheet.Box(card, new SKColor(225, 196, 90), 24);
        sheet.Path(new SKColor(180, 40, 40), new(card.Left, card.Bottom - 130), new(card.Right, card.Bottom - 190), new(card.Right, card.Bottom), new(card.Left, card.Bottom));
        sheet.Text("LEAGUE", card.Left + 20, card.Top + 44, 34, Sheet.Gray(40));
        for (int star = 0; star < 4; star++)
            sheet.Oval(card.Right - 30 - (star * 32), card.Top + 32, 12, 12, Sheet.Gray(250));
        sheet.Photograph(new SKRect(card.Left + 60, card.Top + 64, card.Right - 60, card.Bottom - 110), sheet.Between(0.3, 1));
        sheet.Text(sheet.Words(2), card.Left + 30, card.Bottom - 60, 36, Sheet.Gray(250));
        sheet.Text($"{sheet.Random.NextInt(1000)}   {sheet.Random.NextInt(100)}   {sheet.Random.NextInt(100)}", card.Left + 30, card.Bottom - 20, 28, Sheet.Gray(235));
    }

    public static void Banner(Sheet sheet)
    {
        sheet.Photograph(sheet.Whole, sheet.Between(0.15, 0.7));
        sheet.Box(0, sheet.Height * 0.78f, sheet.Width, sheet.Height * 0.22f, new SKColor(160, 20, 30));
        sheet.Box(0, sheet.Height * 0.78f, sheet.Width * 0.24f, sheet.Height * 0.11f, Sheet.Gray(250));
        sheet.Text("LIVE 24", 14, sheet.Height * 0.86f, 32, Sheet.Gray(20));
        sheet.Text(sheet.Words(4), 16, sheet.Height * 0.955f, 30, Sheet.Gray(250));
        sheet.Box(sheet.Width - 110, 20, 90, 44, Sheet.Gray(245), 6);
        sheet.Text("N24", sheet.Width - 98, 54, 34, new SKColor(160, 20, 30));
    }

    private static SKRect Inside(Sheet sheet, float share) => SKRect.Inflate(sheet.Whole, -share * sheet.Width, -share * sheet.Width);
}
