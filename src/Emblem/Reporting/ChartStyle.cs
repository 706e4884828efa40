using Emblem.Folders;
using Emblem.Foundation;
using ScottPlot;
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

    public static readonly Color Blue = Color.FromHex("#0072B2");
    public static readonly Color Orange = Color.FromHex("#D55E00");
    public static readonly Color Green = Color.FromHex("#009E73");
    public static readonly Color Faint = Color.FromHex("#B9CFDF");
    public static readonly Color Grey = Color.FromHex("#777777");
    public static readonly SKColor Ink = SKColor.Parse("#222222");

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
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
        plot.Legend.FontName = ChartFont.Name;
        plot.Legend.FontSize = TickSize;
        plot.Legend.OutlineColor = Color.FromHex("#CCCCCC");
        plot.Legend.ShadowColor = Colors.Transparent;
        return plot;
    }

    /// <summary>Draws charts one below the other, each with an equal share of the height.</summary>
    public static byte[] Png(params IReadOnlyList<Plot> plots) => Png(Width, Height, canvas =>
    {
        // A chart clears all that it is drawn on, so each is drawn by itself first.
        int each = Height / plots.Count;
        foreach ((int i, Plot plot) in plots.Index())
        {
            using SKImage part = SKImage.FromEncodedData(plot.GetImageBytes(Width, each));
            canvas.DrawImage(part, 0, i * each);
        }
    });

    /// <summary>Draws on a white picture.</summary>
    public static byte[] Png(int width, int height, Action<SKCanvas> draw)
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>Writes a chart, with the mark by which no verb takes it for a picture.</summary>
    public static void Write(string path, byte[] png) => AtomicFile.WriteBytes(path, ChartMark.Put(png));
}
