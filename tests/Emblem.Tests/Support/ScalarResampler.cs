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
        var geometry = new SamplingGeometry();
        geometry.Follow(plan);
        double[] pixels = Shrink(source, geometry.ShrunkWidth, geometry.ShrunkHeight);
        (int width, int height) = (plan.TargetWidth, plan.TargetHeight);
        var values = new double[height, width, 3];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                (double x, double y) = geometry.Lookup.Map(geometry.Columns[column], geometry.Rows[row]);
                (float right, float below, _) = new GridNoise(plan.Jitter.Seed).At(row, column);
                x += plan.Jitter.Magnitude * (right - 0.5) * (geometry.ShrunkWidth - 1);
                y += plan.Jitter.Magnitude * (below - 0.5) * (geometry.ShrunkHeight - 1);
                Tap across = Tap.At(x, geometry.ShrunkWidth, plan.Padding);
                Tap down = Tap.At(y, geometry.ShrunkHeight, plan.Padding);
                for (int channel = 0; channel < 3; channel++)
                {
                    double At(int tapX, int tapY) => pixels[(((tapY * geometry.ShrunkWidth) + tapX) * 3) + channel];
                    double upper = (At(across.First, down.First) * across.FirstWeight) + (At(across.Second, down.First) * across.SecondWeight);
                    double lower = (At(across.First, down.Second) * across.FirstWeight) + (At(across.Second, down.Second) * across.SecondWeight);
                    values[row, column, channel] = Light(((upper * down.FirstWeight) + (lower * down.SecondWeight)) / 255, plan);
                }

                if (plan.Colour != ColourMatrix.Identity)
                    Recolour(values, row, column, plan.Colour);
            }
        }

        if (plan.Wear.BlurSigma > 0)
            values = Blur(values, plan.Wear.BlurSigma);
        Erase(values, plan.Erasure);
        var planes = new float[3 * width * height];
        for (int i = 0; i < planes.Length; i++)
        {
            int channel = i / (width * height);
            planes[i] = (float)((values[i / width % height, i % width, channel] - statistics.Mean[channel]) / statistics.Std[channel]);
        }

        return planes;
    }

    private static void Recolour(double[,,] values, int row, int column, ColourMatrix colour)
    {
        (double red, double green, double blue) = (values[row, column, 0], values[row, column, 1], values[row, column, 2]);
        ColourWeights[] sums = [colour.Red, colour.Green, colour.Blue];
        for (int channel = 0; channel < 3; channel++)
        {
            ColourWeights sum = sums[channel];
            values[row, column, channel] = Math.Clamp((sum.Red * red) + (sum.Green * green) + (sum.Blue * blue), 0, 1);
        }
    }

    /// <summary>Both directions at once, over the square of three deviations.</summary>
    private static double[,,] Blur(double[,,] values, double sigma)
    {
        (int height, int width) = (values.GetLength(0), values.GetLength(1));
        int far = (int)Math.Ceiling(3 * sigma);
        double Bell(int away) => Math.Exp(-away * away / (2 * sigma * sigma));
        double sum = Enumerable.Range(-far, (2 * far) + 1).Sum(Bell);
        var blurred = new double[height, width, 3];
        for (int i = 0; i < blurred.Length; i++)
        {
            (int row, int column, int channel) = (i / 3 / width, i / 3 % width, i % 3);
            for (int down = -far; down <= far; down++)
            {
                for (int across = -far; across <= far; across++)
                {
                    double value = values[Math.Clamp(row + down, 0, height - 1), Math.Clamp(column + across, 0, width - 1), channel];
                    blurred[row, column, channel] += value * Bell(down) * Bell(across) / (sum * sum);
                }
            }
        }

        return blurred;
    }

    private static void Erase(double[,,] values, Erasure? erasure)
    {
        if (erasure is null)
            return;
        Erase(values, erasure.Before);
        for (int row = 0; row < values.GetLength(0); row++)
        {
            for (int column = 0; column < values.GetLength(1); column++)
            {
                if (row < erasure.Top || row >= erasure.Top + erasure.Height || column < erasure.Left || column >= erasure.Left + erasure.Width)
                    continue;
                (float red, float green, float blue) = new GridNoise(erasure.Seed).At(row, column);
                float[] noise = [red, green, blue];
                for (int channel = 0; channel < 3; channel++)
                    values[row, column, channel] = erasure.Fill switch { ErasureFill.Black => 0, ErasureFill.Gray => 0.5, _ => noise[channel] };
            }
        }
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
