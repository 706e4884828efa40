using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>Cuts views out of a picture for hashing.</summary>
internal static class ViewSampler
{
    /// <summary>Rows and columns of the square that every picture is first brought to.</summary>
    public const int SquareSide = 64;

    /// <summary>The whole picture as 64 × 64 brightness values, each a mean of four samples.</summary>
    public static float[] Square(GrayImage picture)
    {
        var square = new float[SquareSide * SquareSide];
        for (int i = 0; i < square.Length; i++)
        {
            double y = (i / SquareSide) + 0.25, x = (i % SquareSide) + 0.25;
            for (int part = 0; part < 4; part++)
            {
                square[i] += 0.25f * picture.Read(
                    (float)(((x + (part % 2 * 0.5)) * picture.Width / SquareSide) - 0.5), (float)(((y + (part / 2 * 0.5)) * picture.Height / SquareSide) - 0.5));
            }
        }

        return square;
    }

    /// <summary>32 × 32 samples of a view of that square.</summary>
    public static void Sample(float[] square, Placement view, Span<float> sample)
    {
        const int side = PerceptualHash.SampleSide;
        for (int i = 0; i < sample.Length; i++)
        {
            (double x, double y) = view.Map(((i % side) + 0.5) / side, ((i / side) + 0.5) / side);
            sample[i] = Bilinear(square, (float)((x * SquareSide) - 0.5), (float)((y * SquareSide) - 0.5));
        }
    }

    private static float Bilinear(float[] square, float x, float y)
    {
        x = Math.Clamp(x, 0, SquareSide - 1);
        y = Math.Clamp(y, 0, SquareSide - 1);
        int left = Math.Min((int)x, SquareSide - 2), top = Math.Min((int)y, SquareSide - 2);
        float right = x - left, down = y - top;
        int at = (top * SquareSide) + left;
        float upper = square[at] + (right * (square[at + 1] - square[at]));
        float lower = square[at + SquareSide] + (right * (square[at + SquareSide + 1] - square[at + SquareSide]));
        return upper + (down * (lower - upper));
    }
}
