using Emblem.Imaging;
using SkiaSharp;

namespace Emblem.Reporting;

/// <summary>One thing of a grid: a picture, or several views of it side by side, with what is said of it.</summary>
/// <param name="Panels">From left to right.</param>
/// <param name="Caption">Lines below all panels and their own captions.</param>
internal sealed record GridCell(IReadOnlyList<GridPanel> Panels, IReadOnlyList<string> Caption)
{
    public GridCell(PixelImage picture, IReadOnlyList<string> caption)
        : this([new GridPanel(picture)], caption)
    {
    }

    /// <summary>Of texts and of a frame around each panel; null for ink and no frame.</summary>
    public SKColor? Colour { get; init; }

    /// <summary>Lines that the captions of single panels take.</summary>
    public int PanelLines => Panels.Max(panel => panel.Caption.Count);
}

/// <summary>One view.</summary>
/// <param name="Picture">Drawn as large as a panel allows.</param>
/// <param name="Overlay">Drawn over it, given its place.</param>
internal sealed record GridPanel(PixelImage Picture, Action<SKCanvas, SKRect>? Overlay = null)
{
    /// <summary>Lines below the view.</summary>
    public IReadOnlyList<string> Caption { get; init; } = [];
}
