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

    /// <summary>Bytes to normalised values, row by row.</summary>
    public static void Normalise(PixelImage view, ImageStatistics statistics, PictureSlot destination, SamplingScratch scratch)
    {
        if (destination.Length != view.Pixels.Length)
            throw new ArgumentException($"The result has {view.Pixels.Length} values, got room for {destination.Length}.", nameof(destination));
        ColourPlanes pixels = scratch.Row(view.Width);
        for (int row = 0; row < view.Height; row++)
        {
            ReadOnlySpan<byte> bytes = view.Pixels.AsSpan(row * view.Width * 3, view.Width * 3);
            for (int i = 0; i < view.Width; i++)
                pixels.Set(i, bytes[3 * i] / 255f, bytes[(3 * i) + 1] / 255f, bytes[(3 * i) + 2] / 255f);
            pixels.Normalise(statistics);
            destination.Write(row, pixels);
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
