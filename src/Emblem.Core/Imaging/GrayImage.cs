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

    /// <summary>Its longer side enlarged to this many pixels, bilinear; the same object where it is no shorter.</summary>
    public GrayImage EnlargedTo(int side)
    {
        double scale = (double)side / Math.Max(Width, Height);
        if (scale <= 1)
            return this;
        (int width, int height) = (Math.Max(1, (int)Math.Round(Width * scale)), Math.Max(1, (int)Math.Round(Height * scale)));
        var large = new byte[width * height];
        for (int i = 0; i < large.Length; i++)
        {
            float x = ((i % width) + 0.5f) * Width / width, y = ((i / width) + 0.5f) * Height / height;
            large[i] = (byte)Math.Round(Read(x - 0.5f, y - 0.5f));
        }

        return new GrayImage(width, height, large);
    }

    /// <summary>The bilinear value at a point in pixels, with centres at whole numbers; the edge goes on outside.</summary>
    public float Read(float x, float y)
    {
        (x, y) = (Math.Clamp(x, 0, Width - 1), Math.Clamp(y, 0, Height - 1));
        (int left, int top) = ((int)x, (int)y);
        (int right, int below) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1) * Width);
        (float across, float down) = (x - left, y - top);
        top *= Width;
        float upper = Pixels[top + left] + (across * (Pixels[top + right] - Pixels[top + left]));
        float lower = Pixels[below + left] + (across * (Pixels[below + right] - Pixels[below + left]));
        return upper + (down * (lower - upper));
    }
}
