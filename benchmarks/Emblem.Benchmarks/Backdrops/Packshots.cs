using SkiaSharp;

namespace Emblem.Benchmarks.Backdrops;

/// <summary>What shops and archives show: one studio, one article or one page for many pictures, each with a picture of its own.</summary>
internal static class Packshots
{
    /// <summary>Cut out in one of three outlines, on white paper with a soft shadow.</summary>
    /// <param name="sheet">The picture.</param>
    /// <param name="low">The least contrast it may have.</param>
    /// <param name="high">The most.</param>
    public static void WhiteStudio(Sheet sheet, double low, double high)
    {
        sheet.Canvas.Clear(Sheet.Gray(253));
        sheet.Oval(sheet.Width / 2, sheet.Height * 0.84f, 190, 26, Sheet.Gray(120), 18);
        CutOut(sheet, sheet.Between(low, high));
    }

    public static void GradientStudio(Sheet sheet)
    {
        sheet.Shade(Sheet.Gray(90), Sheet.Gray(215));
        sheet.Box(0, sheet.Height * 0.72f, sheet.Width, sheet.Height * 0.28f, Sheet.Gray(228));
        sheet.Oval(sheet.Width * 0.62f, sheet.Height * 0.85f, 230, 34, Sheet.Gray(70), 14);
        CutOut(sheet, sheet.Between(0.3, 1));
    }

    /// <summary>A carton seen from one side; its front is the picture.</summary>
    public static void Box(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(255));
        SKRect front = new(170, 96, 430, 430);
        sheet.Oval(sheet.Width / 2, 432, 190, 12, Sheet.Gray(165), 8);
        sheet.Path(Sheet.Gray(235), new(front.Left, front.Top), new(front.Left + 60, 60), new(front.Right + 60, 60), new(front.Right, front.Top));
        sheet.Path(Sheet.Gray(150), new(front.Right, front.Top), new(front.Right + 60, 60), new(front.Right + 60, 388), new(front.Right, front.Bottom));
        sheet.Photograph(front);
        sheet.Box(front.Left, front.Bottom - 34, front.Width, 34, Sheet.Gray(40));
        sheet.Text("family size", front.Left + 12, front.Bottom - 10, 22, Sheet.Gray(245));
    }

    /// <summary>One cup, with the picture printed on it.</summary>
    public static void Cup(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(255));
        sheet.Oval(310, 424, 170, 14, Sheet.Gray(170), 9);
        sheet.Oval(450, 250, 72, 90, Sheet.Gray(206));
        sheet.Oval(446, 250, 48, 64, Sheet.Gray(255));
        sheet.Box(170, 90, 280, 336, Sheet.Gray(228), 34);
        sheet.Oval(310, 96, 138, 24, Sheet.Gray(196));
        sheet.Photograph(new SKRect(214, 158, 406, 374), sheet.Between(0.5, 1));
    }

    /// <summary>A scanned page: a head and a margin that all have, the picture, and lines of chance words below it.</summary>
    public static void Page(Sheet sheet)
    {
        sheet.Canvas.Clear(Sheet.Gray(241));
        sheet.Box(0, 0, 36, sheet.Height, Sheet.Gray(222));
        sheet.Text("Collected papers of the society", 60, 44, 20, Sheet.Gray(60));
        sheet.Line(60, 56, sheet.Width - 40, 56, Sheet.Gray(60), 2);
        sheet.Photograph(new SKRect(60, 72, sheet.Width - 40, 370), sheet.Between(0.4, 1));
        sheet.Paragraph(new SKRect(60, 376, sheet.Width - 40, sheet.Height - 40), 12, 18, Sheet.Gray(60));
    }

    private static void CutOut(Sheet sheet, double contrast)
    {
        SKRect place = SKRect.Create(sheet.Width * 0.29f, sheet.Height * 0.2f, sheet.Width * 0.42f, sheet.Height * 0.66f);
        using SKPath outline = new();
        switch (sheet.Random.NextInt(3))
        {
            case 0:
                outline.AddOval(place);
                break;
            case 1:
                outline.AddRoundRect(place, 60, 40);
                break;
            default:
                outline.AddPoly([new(place.MidX - 40, place.Top), new(place.MidX + 40, place.Top), new(place.Right, place.MidY), new(place.Right - 40, place.Bottom), new(place.Left + 40, place.Bottom), new(place.Left, place.MidY)]);
                break;
        }

        sheet.Canvas.Save();
        sheet.Canvas.ClipPath(outline, antialias: true);
        sheet.Photograph(place, (float)contrast);
        sheet.Canvas.Restore();
    }
}
