using Emblem.Imaging;

namespace Emblem.Health;

/// <summary>Takes the measures of a view; <see cref="PictureMeasures"/> defines them.</summary>
internal static class PictureMeter
{
    private const int LumaValues = 256;
    private const int LargestLaplacian = 4 * 255;
    private const int MiniatureSide = 32;
    private const int SameTone = 8;

    public static PictureMeasures Measure(PixelImage view)
    {
        byte[] pixels = view.Pixels;
        var strongest = new ValueHistogram(LumaValues);
        var weakest = new ValueHistogram(LumaValues);
        var tones = new ValueHistogram(LumaValues);
        int[] luma = new int[view.Width * view.Height];
        long sum = 0;
        for (int i = 0, j = 0; i < luma.Length; i++, j += 3)
        {
            (byte red, byte green, byte blue) = (pixels[j], pixels[j + 1], pixels[j + 2]);
            strongest.Add(Math.Max(red, Math.Max(green, blue)));
            weakest.Add(Math.Min(red, Math.Min(green, blue)));
            luma[i] = Luma(red, green, blue);
            tones.Add(luma[i]);
            sum += luma[i];
        }

        return new PictureMeasures(
            strongest.Percentile(0.99),
            weakest.Percentile(0.01),
            (double)sum / luma.Length,
            HardestEdge(luma, view.Width, view.Height) is { } edge ? edge / (double)Math.Max(1, tones.Percentile(0.99) - tones.Percentile(0.01)) : 1,
            Information(view));
    }

    private static int? HardestEdge(int[] luma, int width, int height)
    {
        if (width < 3 || height < 3)
            return null;
        var edges = new ValueHistogram(LargestLaplacian + 1);
        for (int y = 1; y < height - 1; y++)
        {
            for (int i = (y * width) + 1; i < ((y + 1) * width) - 1; i++)
                edges.Add(Math.Abs(luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - (4 * luma[i])));
        }

        return edges.Percentile(0.995);
    }

    private static double Information(PixelImage view)
    {
        double scale = Math.Min(1, (double)MiniatureSide / Math.Max(view.Width, view.Height));
        int width = Math.Max(1, (int)Math.Round(view.Width * scale));
        int height = Math.Max(1, (int)Math.Round(view.Height * scale));
        const float step = ShrunkPixels.Scale;
        ReadOnlySpan<ushort> small = new AreaShrink().Run(view, width, height);
        var tones = new ValueHistogram(LumaValues);
        for (int i = 0; i < small.Length; i += 4)
            tones.Add(Luma(small[i] / step, small[i + 1] / step, small[i + 2] / step));
        return 1 - tones.LargestShareWithin(SameTone);
    }

    /// <summary>Rec. 601, as in JPEG, rounded to a whole number of 0 to 255.</summary>
    private static int Luma(float red, float green, float blue) => (int)Math.Round((0.299 * red) + (0.587 * green) + (0.114 * blue));
}
