using Emblem.Imaging;

namespace Emblem.Tests.Support;

/// <summary>
/// What <see cref="Resampler"/> computes with vectors, computed once more value by value and as plainly as can be: the reference that the
/// fast way is held to.
/// </summary>
internal static class ScalarResampler
{
    /// <summary>Normalised planes of red, green and blue.</summary>
    public static float[] Sample(PixelImage source, SamplingPlan plan, ImageStatistics statistics)
    {
        var geometry = new SamplingGeometry(plan);
        double[] pixels = Shrink(source, geometry.ShrunkWidth, geometry.ShrunkHeight);
        (int width, int height) = (plan.TargetWidth, plan.TargetHeight);
        var planes = new float[3 * width * height];
        for (int i = 0; i < planes.Length; i++)
        {
            (int channel, int row, int column) = (i / (width * height), i / width % height, i % width);
            (double x, double y) = geometry.Lookup.Map(geometry.Columns[column], geometry.Rows[row]);
            Tap across = Tap.At(x, geometry.ShrunkWidth, plan.Padding);
            Tap down = Tap.At(y, geometry.ShrunkHeight, plan.Padding);
            double At(int tapX, int tapY) => pixels[(((tapY * geometry.ShrunkWidth) + tapX) * 3) + channel];
            double upper = (At(across.First, down.First) * across.FirstWeight) + (At(across.Second, down.First) * across.SecondWeight);
            double lower = (At(across.First, down.Second) * across.FirstWeight) + (At(across.Second, down.Second) * across.SecondWeight);
            double value = Light(((upper * down.FirstWeight) + (lower * down.SecondWeight)) / 255, plan);
            planes[i] = (float)((value - statistics.Mean[channel]) / statistics.Std[channel]);
        }

        return planes;
    }

    private static double Light(double value, SamplingPlan plan)
    {
        if (plan.LogitScale == 1 && plan.LogitShift == 0)
            return value;
        double p = Math.Clamp(value, 1e-7, 1 - 1e-7);
        return 1 / (1 + Math.Exp(-((plan.LogitScale * Math.Log(p / (1 - p))) + plan.LogitShift)));
    }

    private static double[] Shrink(PixelImage source, int width, int height)
    {
        if (width == source.Width && height == source.Height)
            return [.. source.Pixels.Select(value => (double)value)];
        var shrunk = new double[width * height * 3];
        for (int i = 0; i < shrunk.Length; i++)
        {
            (int row, int column, int channel) = (i / 3 / width, i / 3 % width, i % 3);
            (int top, int bottom) = Box(row, height, source.Height);
            (int left, int right) = Box(column, width, source.Width);
            double sum = 0;
            for (int y = top; y < bottom; y++)
            {
                for (int x = left; x < right; x++)
                    sum += source.Pixels[(((y * source.Width) + x) * 3) + channel];
            }

            shrunk[i] = sum / ((bottom - top) * (right - left));
        }

        return shrunk;
    }

    private static (int Start, int End) Box(long index, int count, int side) =>
        ((int)(index * side / count), (int)((((index + 1) * side) + count - 1) / count));
}
