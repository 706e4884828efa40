namespace Emblem.Imaging;

/// <summary>How a file stores its picture, and a small view of it.</summary>
/// <param name="Header">Format and full size.</param>
/// <param name="Mode">How colour is stored.</param>
/// <param name="Frames">1, or the number of frames or pages; the view is of the first.</param>
/// <param name="View">Upright 8-bit sRGB over white, as training sees it, its longer side at most what was asked for.</param>
internal sealed record PictureThumbnail(ImageHeader Header, ColourMode Mode, int Frames, PixelImage View);
