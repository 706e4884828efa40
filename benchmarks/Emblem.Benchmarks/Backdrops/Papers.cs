using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>One layout for many papers.</summary>
internal static class Papers
{
    private static readonly SKColor Ink = Sheet.Gray(35);

    /// <summary>A head, two columns and a page number; every page has another text of the same length.</summary>
    public static void Page(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(244));
        sheet.Text(sheet.Words(4), 60, 70, 26, Ink);
        sheet.Line(60, 84, sheet.Width - 60, 84, Ink, 2);
        float column = (sheet.Width - 150) / 2;
        sheet.Paragraph(new SKRect(60, 100, 60 + column, sheet.Height - 60), 11, 16, Ink);
        sheet.Paragraph(new SKRect(90 + column, 100, 90 + (2 * column), sheet.Height - 60), 11, 16, Ink);
        sheet.Text($"{sheet.Random.NextInt(400)}", sheet.Width / 2, sheet.Height - 24, 14, Ink);
    }

    /// <summary>Boxes with printed captions and written answers.</summary>
    public static void Form(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(250));
        sheet.Box(30, 24, sheet.Width - 60, 44, new SKColor(40, 70, 120));
        sheet.Text("Application for registration", 44, 56, 26, Sheet.Gray(250));
        for (int row = 0; row < 9; row++)
        {
            float y = 84 + (row * 42);
            for (int field = 0; field < 2; field++)
            {
                float x = 30 + (field * (sheet.Width - 60) / 2), wide = (sheet.Width - 60) / 2;
                sheet.Box(x, y, wide, 40, Sheet.Gray(60));
                sheet.Box(x + 1.5f, y + 1.5f, wide - 3, 37, Sheet.Gray(250));
                sheet.Text(((string[])["Name", "Street", "Place of birth", "Telephone", "Nationality"])[(row + field) % 5], x + 6, y + 13, 10, Sheet.Gray(90));
                sheet.Text(sheet.Words(1 + sheet.Random.NextInt(3)), x + 14, y + 33, 20, new SKColor(20, 30, 110));
            }
        }
    }

    /// <summary>A parcel's label: sender, address, bars.</summary>
    public static void Label(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(252));
        sheet.Box(0, 0, sheet.Width, 70, Sheet.Gray(10));
        sheet.Text("EXPRESS", 20, 52, 46, Sheet.Gray(252));
        sheet.Line(0, 240, sheet.Width, 240, Ink, 4);
        for (int line = 0; line < 3; line++)
            sheet.Text(sheet.Words(2), 30, 120 + (line * 42), 32, Ink);
        for (float x = 40; x < sheet.Width - 60;)
        {
            float bar = sheet.Random.NextInt(4) * 3 + 3;
            sheet.Box(x, 260, bar, 150, Ink);
            x += bar + 3 + (sheet.Random.NextInt(4) * 3);
        }

        sheet.Text(string.Concat(Enumerable.Range(0, 12).Select(_ => $"{sheet.Random.NextInt(10)} ")), 130, 450, 26, Ink);
    }

    /// <summary>Outer walls that all flats share; inner walls, doors and names of rooms that are their own.</summary>
    public static void Plan(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(255));
        SKRect outer = SKRect.Inflate(sheet.Whole, -40, -40);
        sheet.Box(outer, Ink);
        sheet.Box(SKRect.Inflate(outer, -9, -9), Sheet.Gray(255));
        for (int wall = 0; wall < 6; wall++)
        {
            float x = sheet.Between(outer.Left + 60, outer.Right - 60), y = sheet.Between(outer.Top + 60, outer.Bottom - 60);
            if (wall % 2 == 0)
                sheet.Box(x, wall < 3 ? outer.Top : y, 6, wall < 3 ? y - outer.Top : outer.Bottom - y, Ink);
            else
                sheet.Box(wall < 3 ? outer.Left : x, y, wall < 3 ? x - outer.Left : outer.Right - x, 6, Ink);
            sheet.Text(sheet.Word(), x + 14, y - 12, 18, Ink);
            sheet.Oval(sheet.Between(outer.Left + 40, outer.Right - 40), sheet.Between(outer.Top + 40, outer.Bottom - 40), sheet.Between(8, 34), sheet.Between(8, 34), Sheet.Gray(190));
        }
    }
}
