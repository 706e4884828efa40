using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>One program, one template, one style of chart.</summary>
internal static class Screens
{
    /// <summary>A title bar, a bar of icons and a list at the side are the same; the text and the picture are not.</summary>
    public static void Window(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(250));
        sheet.Box(0, 0, sheet.Width, 30, Sheet.Gray(50));
        sheet.Text("Editor", 12, 22, 18, Sheet.Gray(230));
        for (int i = 0; i < 3; i++)
            sheet.Oval(sheet.Width - 20 - (i * 24), 15, 7, 7, new SKColor((byte)(220 - (i * 60)), (byte)(80 + (i * 60)), 70));
        sheet.Box(0, 30, sheet.Width, 36, Sheet.Gray(215));
        for (int i = 0; i < 14; i++)
            sheet.Box(10 + (i * 32), 37, 22, 22, Sheet.Gray(90 + (i * 37 % 100)), i % 2 * 10);
        sheet.Box(0, 66, 130, sheet.Height - 66, Sheet.Gray(232));
        for (int i = 0; i < 16; i++)
            sheet.Box(14, 80 + (i * 24), 60 + (i * 29 % 50), 8, Sheet.Gray(120));
        sheet.Box(0, sheet.Height - 20, sheet.Width, 20, new SKColor(30, 100, 180));
        float split = sheet.Between(120, 300);
        sheet.Text(sheet.Words(3), 150, 100, 24, Sheet.Gray(30));
        sheet.Paragraph(new SKRect(150, 110, sheet.Width - 20, 110 + split), 12, 19, Sheet.Gray(60));
        sheet.Canvas.Save();
        sheet.Canvas.ClipRect(new SKRect(150, 120 + split, sheet.Width - 20, sheet.Height - 26));
        Things.Draw(sheet, new SKRect(160, 90 + split, 160 + sheet.Between(200, 440), sheet.Height - 26));
        sheet.Canvas.Restore();
    }

    /// <summary>A coloured head with a round mark, a foot; title, points and perhaps a thing.</summary>
    public static void Slide(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(255));
        sheet.Box(0, 0, sheet.Width, 86, new SKColor(25, 60, 110));
        sheet.Oval(sheet.Width - 50, 43, 30, 30, new SKColor(240, 180, 40));
        sheet.Path(Sheet.Gray(250), new(sheet.Width - 66, 56), new(sheet.Width - 50, 24), new(sheet.Width - 34, 56));
        sheet.Box(0, sheet.Height - 34, sheet.Width, 34, Sheet.Gray(205));
        sheet.Text("Annual meeting of the institute", 16, sheet.Height - 11, 16, Sheet.Gray(70));
        sheet.Text(sheet.Words(3), 24, 58, 38, Sheet.Gray(250));
        int points = 2 + sheet.Random.NextInt(4);
        for (int i = 0; i < points; i++)
        {
            sheet.Oval(40, 134 + (i * 58), 6, 6, new SKColor(25, 60, 110));
            sheet.Text(sheet.Words(3 + sheet.Random.NextInt(3)), 60, 142 + (i * 58), 24, Sheet.Gray(40));
        }

        if (sheet.Random.NextChance(0.5))
            Things.Draw(sheet, new SKRect(sheet.Width - 220, 120, sheet.Width - 20, sheet.Height - 50));
    }

    /// <summary>Axes, grid and legend are the same; the bars or lines are the data's.</summary>
    public static void Chart(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(255));
        SKRect plot = new(70, 50, sheet.Width - 30, sheet.Height - 60);
        sheet.Text("Figures by month", sheet.Width / 2 - 90, 34, 24, Sheet.Gray(30));
        for (int i = 0; i <= 6; i++)
        {
            float y = plot.Bottom - (plot.Height * i / 6);
            sheet.Line(plot.Left, y, plot.Right, y, Sheet.Gray(215));
            sheet.Text($"{i * 10}", 36, y + 6, 16, Sheet.Gray(60));
        }

        sheet.Line(plot.Left, plot.Top, plot.Left, plot.Bottom, Sheet.Gray(40), 2);
        sheet.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, Sheet.Gray(40), 2);
        bool isBars = sheet.Random.NextChance(0.5);
        float last = 0;
        for (int month = 0; month < 12; month++)
        {
            float x = plot.Left + (plot.Width * (month + 0.5f) / 12), value = plot.Height * sheet.Between(0.05, 0.95);
            sheet.Text($"{month + 1}", x - 6, plot.Bottom + 24, 16, Sheet.Gray(60));
            if (isBars)
                sheet.Box(x - 14, plot.Bottom - value, 28, value, new SKColor(40, 110, 180));
            else if (month > 0)
                sheet.Line(x - (plot.Width / 12), plot.Bottom - last, x, plot.Bottom - value, new SKColor(200, 70, 40), 5);
            last = value;
        }
    }
}
