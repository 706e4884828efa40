namespace Emblem.Imaging;

/// <summary>What a picture file says of itself before any pixel is decoded.</summary>
/// <param name="Format">By content.</param>
/// <param name="Width">Columns as seen, after the camera's orientation is applied.</param>
/// <param name="Height">Rows as seen.</param>
/// <param name="IsPlain">
/// True when the stored pixels are what a network reads: 8-bit sRGB, three channels, upright, one frame. Otherwise decoding
/// converts.
/// </param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, bool IsPlain);
