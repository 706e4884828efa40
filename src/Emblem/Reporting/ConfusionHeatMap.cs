using System.Globalization;
using Emblem.Interpretation;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>
/// The confusion matrix of many classes: a square without counts, whose cell is one class while a name fits beside it, else several neighbours together; and
/// the commonest mistakes in words. Costs a number a cell and a look at each mistake, whatever the number of classes.
/// </summary>
internal static class ConfusionHeatMap
{
    private const int MostNamed = 100;
    private const int MostCells = 200;
    private const float Side = 1000;
    private const float Faintest = 0.2f;
    private const float NamedCell = 12;
    private const float LongestName = 160;
    private const float Left = 70;
    private const float Top = 80;
    private const int ListWidth = 520;
    private const float NamesWidth = 390;
    private const int ShownPairs = 30;
    private const float ListLine = 30;

    public static ChartDrawing Drawing(ConfusionMatrix matrix)
    {
        int classes = matrix.Classes.Count;
        int together = classes <= MostNamed ? 1 : (classes + MostCells - 1) / MostCells;
        int cells = (classes + together - 1) / together;
        float cell = together > 1 ? Side / cells : Math.Max(NamedCell, Side / cells);
        float size = Math.Min(cell * 0.85f, ChartStyle.TickSize);
        using SKFont font = ChartFont.OfSize(size);
        string[] names = together > 1 ? [] : [.. matrix.Classes.Select(name => ChartFont.Fit(name, font, LongestName))];
        float nameWidth = names.Length == 0 ? 40 : names.Max(name => font.MeasureText(name));
        var origin = new SKPoint(Left + nameWidth, Top);
        float side = cell * cells;
        float below = origin.Y + side + nameWidth;
        return new ChartDrawing((int)(origin.X + side + ListWidth), (int)below + 90, canvas =>
        {
            using SKFont drawn = ChartFont.OfSize(size);
            DrawCells(canvas, Shares(matrix, together, cells), origin, cell);
            if (together > 1)
                DrawPlaces(canvas, classes, origin, side);
            else
                ConfusionAxes.DrawNames(canvas, names, origin, cell, drawn, upright: true);
            ConfusionAxes.DrawTitles(canvas, origin, side, below + 34);
            DrawKey(canvas, together, origin.X + (side / 2), below + 68);
            DrawMistakes(canvas, matrix, new SKPoint(origin.X + side + 40, origin.Y));
        });
    }

    /// <summary>What part of each row lies in each cell.</summary>
    private static float[,] Shares(ConfusionMatrix matrix, int together, int cells)
    {
        var shares = new float[cells, cells];
        var all = new int[cells];
        for (int label = 0; label < matrix.Classes.Count; label++)
            all[label / together] += matrix.CountOf(label);
        foreach ((int actual, int predicted, int count) in matrix.Cells)
            shares[actual / together, predicted / together] += (float)count / all[actual / together];
        return shares;
    }

    private static void DrawCells(SKCanvas canvas, float[,] shares, SKPoint origin, float cell)
    {
        using var paint = new SKPaint { Color = ConfusionAxes.Shade(0) };
        int cells = shares.GetLength(0);
        canvas.DrawRect(origin.X, origin.Y, cells * cell, cells * cell, paint);
        for (int row = 0; row < cells; row++)
        {
            for (int column = 0; column < cells; column++)
            {
                if (shares[row, column] == 0)
                    continue;

                // By its root, and never fainter than a fifth: a single mistake is to be seen beside the diagonal.
                paint.Color = ConfusionAxes.Shade(Math.Clamp(MathF.Sqrt(shares[row, column]), Faintest, 1));
                canvas.DrawRect(origin.X + (column * cell), origin.Y + (row * cell), cell, cell, paint);
            }
        }
    }

    /// <summary>Which classes lie where, by their places in the list of classes.</summary>
    private static void DrawPlaces(SKCanvas canvas, int classes, SKPoint origin, float side)
    {
        const int marks = 5;
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        using SKFont font = ChartFont.OfSize(ChartStyle.TickSize);
        for (int i = 0; i <= marks; i++)
        {
            float at = side * i / marks;
            string place = Math.Max(1, (long)classes * i / marks).ToString("N0", CultureInfo.InvariantCulture);
            canvas.DrawText(place, origin.X - 8, origin.Y + at + (font.Size * 0.36f), SKTextAlign.Right, font, paint);
            canvas.DrawText(place, origin.X + at, origin.Y + side + font.Size + 8, SKTextAlign.Center, font, paint);
        }
    }

    private static void DrawKey(SKCanvas canvas, int together, float middle, float y)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        using SKFont font = ChartFont.OfSize(ChartStyle.TickSize);
        string cells = together == 1 ? "" : $"{together} neighbouring classes a cell; ";
        canvas.DrawText($"{cells}darker is more of the row (by its square root)", middle, y, SKTextAlign.Center, font, paint);
    }

    private static void DrawMistakes(SKCanvas canvas, ConfusionMatrix matrix, SKPoint at)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = ChartStyle.Ink };
        using SKFont heading = ChartFont.OfSize(ChartStyle.LabelSize);
        using SKFont font = ChartFont.OfSize(ChartStyle.TickSize);
        IReadOnlyList<ConfusedPair> pairs = matrix.MostConfused();
        string right = $"{matrix.Right:N0} of {matrix.Total:N0} right, {matrix.Classes.Count:N0} classes";
        canvas.DrawText(right, at.X, at.Y, heading, paint);
        canvas.DrawText(pairs.Count == 0 ? "no mistakes" : "commonest mistakes (actual → predicted)", at.X, at.Y + ListLine, heading, paint);
        float y = at.Y + (2.3f * ListLine);
        foreach (ConfusedPair pair in pairs.Take(ShownPairs))
        {
            string actual = ChartFont.Fit(pair.Actual, font, NamesWidth - Math.Min(font.MeasureText(pair.Predicted), NamesWidth / 2));
            string names = $"{actual} → {ChartFont.Fit(pair.Predicted, font, NamesWidth - font.MeasureText(actual))}";
            canvas.DrawText(pair.Count.ToString("N0", CultureInfo.InvariantCulture), at.X + 50, y, SKTextAlign.Right, font, paint);
            canvas.DrawText(names, at.X + 62, y, font, paint);
            y += ListLine;
        }

        if (pairs.Count > ShownPairs)
            canvas.DrawText($"… and {pairs.Count - ShownPairs:N0} more kinds of mistakes", at.X + 62, y, font, paint);
    }
}
