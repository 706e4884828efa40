using Emblem.Foundation;
using ScottPlot;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>A chart that is finished but for its format: one drawing becomes a PNG or an SVG file.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Draw">Draws it; what is behind it is white.</param>
internal sealed record ChartDrawing(int Width, int Height, Action<SKCanvas> Draw)
{
    private const string SvgExtension = ".svg";

    /// <summary>Charts one below the other, each with an equal share of the usual height.</summary>
    public static ChartDrawing Of(params IReadOnlyList<Plot> plots) => Of(plots, 1, ChartStyle.Height / plots.Count);

    /// <summary>Charts in rows and columns.</summary>
    /// <param name="plots">Row by row.</param>
    /// <param name="columns">They share the width.</param>
    /// <param name="height">Of a row.</param>
    /// <param name="width">Of all columns together.</param>
    public static ChartDrawing Of(IReadOnlyList<Plot> plots, int columns, int height, int width = ChartStyle.Width) =>
        new(width, (plots.Count + columns - 1) / columns * height, canvas =>
        {
            int own = width / columns;
            foreach ((int i, Plot plot) in plots.Index())
            {
                // A chart clears all that it may draw on.
                canvas.Save();
                canvas.Translate(i % columns * own, i / columns * height);
                canvas.ClipRect(SKRect.Create(own, height));
                plot.Render(canvas, new PixelRect(0, own, height, 0));
                canvas.Restore();
            }
        });

    public byte[] ToPng() => ChartStyle.Png(Width, Height, Draw);

    public string ToSvg() => ChartSvg.Of(this).ToString();

    /// <summary>Writes a file whose name says its format: <c>.svg</c>, else PNG.</summary>
    public void Write(string path)
    {
        if (Path.GetExtension(path).Equals(SvgExtension, StringComparison.OrdinalIgnoreCase))
            AtomicFile.WriteText(path, writer => writer.WriteLine(ToSvg()));
        else
            ChartStyle.Write(path, ToPng());
    }
}
