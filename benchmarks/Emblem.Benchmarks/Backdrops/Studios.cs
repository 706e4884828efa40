using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>One studio for many things: the light, the ground and the shadow are the same.</summary>
internal static class Studios
{
    /// <summary>White paper, a soft shadow; half of the things are pale.</summary>
    public static void White(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(253));
        sheet.Oval(sheet.Width / 2, sheet.Height * 0.84f, 190, 26, Sheet.Gray(120), 18);
        bool isPale = sheet.Random.NextChance(0.5);
        Things.Draw(sheet, Middle(sheet), isPale ? 205 : 20, 250);
    }

    /// <summary>Gray that runs from dark to bright, with the line where the wall begins and a shadow that falls to one side.</summary>
    public static void Gradient(Sheet sheet)
    {
        sheet.Shade(Sheet.Gray(90), Sheet.Gray(215));
        sheet.Box(0, sheet.Height * 0.72f, sheet.Width, sheet.Height * 0.28f, Sheet.Gray(228));
        sheet.Oval(sheet.Width * 0.62f, sheet.Height * 0.85f, 230, 34, Sheet.Gray(70), 14);
        Things.Draw(sheet, Middle(sheet), sheet.Random.NextChance(0.5) ? 140 : 20, sheet.Random.NextChance(0.5) ? 190 : 235);
    }

    public static void Table(Sheet sheet)
    {
        sheet.Shade(Sheet.Gray(205), Sheet.Gray(185));
        for (int board = 0; board < 6; board++)
        {
            float y = sheet.Height * (0.62f + (0.07f * board));
            sheet.Box(0, y, sheet.Width, sheet.Height * 0.07f, new SKColor((byte)(140 + (board * 11 % 30)), 98, 60));
            for (int grain = 0; grain < 14; grain++)
                sheet.Line(grain * 53 % 640, y + (grain * 5 % 30), (grain * 53 % 640) + 120, y + (grain * 7 % 30), new SKColor(100, 66, 38), 2);
        }

        sheet.Oval(sheet.Width / 2, sheet.Height * 0.85f, 200, 24, Sheet.Gray(30).WithAlpha(150), 12);
        Things.Draw(sheet, Middle(sheet), 90, 200);
    }

    /// <summary>A dark stage, a bright disc of light, the thing and its mirror image on the floor.</summary>
    public static void Spotlight(Sheet sheet)
    {
        sheet.Shade(Sheet.Gray(190), Sheet.Gray(25), fromMiddle: true);
        sheet.Oval(sheet.Width / 2, sheet.Height * 0.84f, 240, 40, Sheet.Gray(215), 10);
        sheet.Oval(sheet.Width / 2, sheet.Height * 0.86f, 130, 14, Sheet.Gray(60), 8);
        Things.Draw(sheet, Middle(sheet), 110, 220);
    }

    /// <summary>A rounded tile with a white drawing on it.</summary>
    public static void Tile(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(246));
        SKRect tile = SKRect.Create((sheet.Width - 400) / 2, (sheet.Height - 400) / 2, 400, 400);
        for (int step = 0; step < 40; step++)
            sheet.Box(SKRect.Inflate(tile, -step * 2, -step * 2), new SKColor((byte)(30 + step), (byte)(90 + step), (byte)(170 + step)), 90 - step);
        Things.Draw(sheet, SKRect.Inflate(tile, -90, -80), 225, 255);
    }

    private static SKRect Middle(Sheet sheet) => SKRect.Create(sheet.Width * 0.28f, sheet.Height * 0.16f, sheet.Width * 0.44f, sheet.Height * 0.7f);
}
