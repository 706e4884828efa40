namespace Emblem.Imaging;

/// <summary>
/// A <see cref="Preprocessing"/> with a filter carried out: resize, then cut out the centre or pad. Sizes and positions are torchvision's and
/// timm's: the larger picture has ⌊side / share⌋ pixels, and its centre is found with halves rounded to even.
/// </summary>
internal static class PlainView
{
    /// <summary>Far beyond every picture.</summary>
    private const long LongestSide = 1 << 29;

    /// <summary>
    /// The network's view in 8 bits. Only the part that will be seen is computed: a strip a thousand times longer than wide costs no more than
    /// another picture.
    /// </summary>
    public static PixelImage Of(PixelImage source, Preprocessing preprocessing)
    {
        (int width, int height) = ResizedSize(source, preprocessing);
        PixelImage seen = PlainResize.Apply(
            source,
            new ResizeFilter(source.Width, width, preprocessing.Resampling, Window(width, preprocessing.Width)),
            new ResizeFilter(source.Height, height, preprocessing.Resampling, Window(height, preprocessing.Height)));
        return (seen.Width, seen.Height) == (preprocessing.Width, preprocessing.Height) ? seen : Pad(seen, preprocessing);
    }

    /// <summary>Bytes to planes of red, green and blue.</summary>
    public static void Normalise(PixelImage view, ImageStatistics statistics, Span<float> destination)
    {
        int plane = view.Width * view.Height;
        if (destination.Length != 3 * plane)
            throw new ArgumentException($"The result has {3 * plane} values, got room for {destination.Length}.", nameof(destination));
        for (int channel = 0; channel < 3; channel++)
        {
            (float mean, float std) = (statistics.Mean[channel], statistics.Std[channel]);
            Span<float> values = destination.Slice(channel * plane, plane);
            for (int i = 0; i < plane; i++)
                values[i] = ((view.Pixels[(i * 3) + channel] / 255f) - mean) / std;
        }
    }

    private static (int Width, int Height) ResizedSize(PixelImage source, Preprocessing preprocessing)
    {
        int width = (int)(preprocessing.Width / preprocessing.CropFraction);
        int height = (int)(preprocessing.Height / preprocessing.CropFraction);
        if (preprocessing.Resize == ResizeMethod.Squish)
            return (width, height);
        double across = (double)width / source.Width;
        double down = (double)height / source.Height;
        bool followsWidth = preprocessing.Resize == ResizeMethod.Crop ? across >= down : across < down;
        return followsWidth ? (width, Scaled(source.Height, width, source.Width)) : (Scaled(source.Width, height, source.Height), height);
    }

    private static int Scaled(int side, int other, int sourceOther) => (int)Math.Clamp((long)side * other / sourceOther, 1, LongestSide);

    /// <summary>The middle of a side, as much as the view has room for.</summary>
    private static Range Window(int side, int target)
    {
        int start = Math.Max(Start(side, target), 0);
        return start..(start + Math.Min(side, target));
    }

    private static int Start(int side, int target) => (int)Math.Round((side - target) / 2.0, MidpointRounding.ToEven);

    private static PixelImage Pad(PixelImage picture, Preprocessing preprocessing)
    {
        (int width, int height) = (preprocessing.Width, preprocessing.Height);
        int[] columns = Positions(picture.Width, width, preprocessing.Padding);
        int[] rows = Positions(picture.Height, height, preprocessing.Padding);
        var pixels = new byte[checked(width * height * 3)];
        for (int i = 0; i < width * height; i++)
        {
            (int row, int column) = (rows[i / width], columns[i % width]);
            if (row >= 0 && column >= 0)
                picture.Pixels.AsSpan(((row * picture.Width) + column) * 3, 3).CopyTo(pixels.AsSpan(i * 3));
        }

        return new PixelImage(width, height, pixels);
    }

    /// <summary>The pixel that each of the view's is a copy of; −1 for black.</summary>
    private static int[] Positions(int side, int target, PaddingMode padding) =>
    [
        .. Enumerable.Range(Start(side, target), target).Select(pixel => pixel >= 0 && pixel < side ? pixel : padding switch
        {
            PaddingMode.Zeros => -1,
            PaddingMode.Border => Math.Clamp(pixel, 0, side - 1),
            _ => (int)SamplingGeometry.Reflect(pixel, side),
        }),
    ];
}
