namespace Emblem.Imaging;

/// <summary>One plane of brightness: luma of ITU-R BT.601 in 0..255, rows from the top.</summary>
internal sealed class GrayImage
{
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="pixels"><c>width × height</c> bytes, not copied.</param>
    public GrayImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.Length, width * height);
        (Width, Height, Pixels) = (width, height, pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }

    /// <summary>0.299 red + 0.587 green + 0.114 blue, which is also what common tools save a picture as when it turns gray.</summary>
    public static GrayImage Of(PixelImage image)
    {
        var gray = new byte[image.Width * image.Height];
        for (int i = 0, j = 0; i < gray.Length; i++, j += 3)
            gray[i] = (byte)(((299 * image.Pixels[j]) + (587 * image.Pixels[j + 1]) + (114 * image.Pixels[j + 2]) + 500) / 1000);
        return new GrayImage(image.Width, image.Height, gray);
    }
}
