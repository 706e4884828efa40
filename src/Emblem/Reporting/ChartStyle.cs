using System.Globalization;
using Emblem.Folders;
using Emblem.Foundation;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>What all charts look like: sizes in pixels, colours that colour-blind readers tell apart (Okabe and Ito 2008).</summary>
internal static class ChartStyle
{
    public const int Width = 1200;
    public const int Height = 750;
    public const float TitleSize = 26;
    public const float LabelSize = 20;
    public const float TickSize = 17;

    // Half of a number of six digits below the end of the level axis.
    private const float RoomForLastTick = 34;

    public static readonly Color Blue = Color.FromHex("#0072B2");
    public static readonly Color Orange = Color.FromHex("#D55E00");
    public static readonly Color Green = Color.FromHex("#009E73");
    public static readonly Color Faint = Color.FromHex("#B9CFDF");
    public static readonly Color Grey = Color.FromHex("#777777");
    public static readonly Color Purple = Color.FromHex("#AA4499");
    public static readonly Color Line = Color.FromHex("#E4E4E4");
    public static readonly SKColor Ink = SKColor.Parse("#222222");

    /// <summary>Ink on a coloured cell: it stays dark where a page turns all other texts light.</summary>
    public static readonly SKColor CellInk = SKColor.Parse("#1B1B1B");

    // Answers, as texts and frames: blue and orange again, dark enough to be read on white.
    public static readonly SKColor Right = SKColor.Parse("#005A8E");
    public static readonly SKColor Wrong = SKColor.Parse("#A33F00");

    /// <summary>An empty chart with its texts in our font.</summary>
    public static Plot NewPlot(string title, string x, string y)
    {
        var plot = new Plot();
        plot.Font.Set(ChartFont.Name);
        plot.Title(title, TitleSize);
        plot.XLabel(x, LabelSize);
        plot.YLabel(y, LabelSize);
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.TickLabelStyle.FontName = ChartFont.Name;
            axis.TickLabelStyle.FontSize = TickSize;
            axis.Label.FontName = ChartFont.Name;
            axis.Label.Bold = false;
        }

        plot.Axes.Title.Label.FontName = ChartFont.Name;
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Right.MinimumSize = RoomForLastTick;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Line;
        plot.Legend.FontName = ChartFont.Name;
        plot.Legend.FontSize = TickSize;
        plot.Legend.OutlineColor = Color.FromHex("#CCCCCC");
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    /// <summary>Marks whole numbers alone at the level axis: there is no half batch, nor epoch.</summary>
    /// <param name="plot">The chart.</param>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last one.</param>
    /// <param name="most">Marks at most, about.</param>
    public static void CountBelow(Plot plot, int first, int last, int most)
    {
        int step = (int)Math.Max(1, NiceStep((double)(last - first) / most));
        double[] ticks = [.. Enumerable.Range(first, Math.Max(1, last - first + 1)).Where(i => i % step == 0 || step == 1).Select(i => (double)i)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(ticks, [.. ticks.Select(tick => tick.ToString("#,0", CultureInfo.InvariantCulture))]);
    }

    /// <summary>1, 2 or 5 times a power of ten: the least that is not below a number.</summary>
    public static double NiceStep(double least)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(least, double.Epsilon))));
        foreach (double step in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (step * decade >= least * (1 - 1e-9))
                return step * decade;
        }

        return 10 * decade;
    }

    /// <summary>Every so many points of a line and its last, where it has more than are seen.</summary>
    public static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> points, int most = Width)
    {
        int step = (points.Count + most - 1) / most;
        return step <= 1 ? points : [.. points.Where((_, i) => i % step == 0 || i == points.Count - 1)];
    }

    /// <summary>Draws on a white picture.</summary>
    public static byte[] Png(int width, int height, Action<SKCanvas> draw)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        draw(surface.Canvas);
        using SKPixmap pixels = surface.PeekPixels();
        return Encode(pixels);
    }

    /// <summary>As PNG, in a third of the time that trying every filter and packing harder takes, and a tenth larger.</summary>
    public static byte[] Encode(SKPixmap pixels)
    {
        using SKData? png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Paeth, zLibLevel: 3));
        return png?.ToArray() ?? throw new InvalidOperationException($"A picture of {pixels.Width}x{pixels.Height} could not be written as PNG.");
    }

    /// <summary>Writes a chart, with the mark by which no verb takes it for a picture.</summary>
    public static void Write(string path, byte[] png) => AtomicFile.WriteBytes(path, ChartMark.Put(png));
}
