using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>Brightness as floats, with what alignment asks of it: smaller and softer copies, and values and slopes between pixels.</summary>
internal sealed class Plane(int width, int height, float[] values)
{
    private float[]? _slopesX;
    private float[]? _slopesY;

    public int Width => width;

    public int Height => height;

    public float[] Values => values;

    public static Plane Of(GrayImage image)
    {
        var values = new float[image.Pixels.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = image.Pixels[i];
        return new Plane(image.Width, image.Height, values);
    }

    /// <summary>
    /// Half the size, rounded up; each pixel the mean of exactly its share of the whole, so that points keep their places also where a side
    /// is odd.
    /// </summary>
    public Plane Halved()
    {
        (int w, int h) = ((width + 1) / 2, (height + 1) / 2);
        if (width % 2 == 0 && height % 2 == 0)
            return new Plane(w, h, MeansOfFour(w, h));
        var narrow = new float[w * height];
        for (int y = 0; y < height; y++)
            Average(values, y * width, 1, width, narrow, y * w, 1, w);
        var small = new float[w * h];
        for (int x = 0; x < w; x++)
            Average(narrow, x, w, height, small, x, w, h);
        return new Plane(w, h, small);
    }

    /// <summary>Blurred by 1-2-1 both ways: a wider basin to fall into, and less noise.</summary>
    public Plane Softened()
    {
        var rows = new float[values.Length];
        for (int row = 0; row < values.Length; row += width)
        {
            int last = row + width - 1;
            for (int i = row; i <= last; i++)
                rows[i] = (0.25f * values[Math.Max(row, i - 1)]) + (0.5f * values[i]) + (0.25f * values[Math.Min(last, i + 1)]);
        }

        var soft = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
            soft[i] = (0.25f * rows[i >= width ? i - width : i]) + (0.5f * rows[i]) + (0.25f * rows[i + width < rows.Length ? i + width : i]);
        return new Plane(width, height, soft);
    }

    /// <summary>Where to read at a point in pixels, with centres at whole numbers.</summary>
    /// <returns>False outside, and in the outermost half pixel, which a frame or the edge may have coloured.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPlace(float x, float y, out Place place)
    {
        if (!(x >= 0.5f && y >= 0.5f && x <= width - 1.5f && y <= height - 1.5f))
        {
            place = default;
            return false;
        }

        int left = Math.Min((int)x, width - 2), top = Math.Min((int)y, height - 2);
        place = new Place((top * width) + left, width, x - left, y - top);
        return true;
    }

    public float Value(in Place place) => place.Mix(values);

    /// <summary>Half the difference of the neighbours: the slope at the point itself, where a difference within one pixel would be beside it.</summary>
    public float SlopeX(in Place place) => place.Mix(SlopesX);

    public float SlopeY(in Place place) => place.Mix(SlopesY);

    /// <summary>At each pixel.</summary>
    public float[] SlopesX => _slopesX ??= Slopes(1);

    /// <inheritdoc cref="SlopesX"/>
    public float[] SlopesY => _slopesY ??= Slopes(width);

    /// <summary>Both slopes at a pixel that is not at the edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float X, float Y) SlopesAt(int x, int y)
    {
        int i = (y * width) + x;
        return (0.5f * (values[i + 1] - values[i - 1]), 0.5f * (values[i + width] - values[i - width]));
    }

    private float[] Slopes(int step)
    {
        var slopes = new float[values.Length];
        for (int y = 1; y < height - 1; y++)
        {
            for (int x = 1; x < width - 1; x++)
            {
                int i = (y * width) + x;
                slopes[i] = 0.5f * (values[i + step] - values[i - step]);
            }
        }

        return slopes;
    }

    private float[] MeansOfFour(int w, int h)
    {
        var small = new float[w * h];
        for (int y = 0; y < h; y++)
        {
            ReadOnlySpan<float> upper = values.AsSpan(2 * y * width, width), lower = values.AsSpan(((2 * y) + 1) * width, width);
            for (int x = 0; x < w; x++)
                small[(y * w) + x] = 0.5f * ((0.5f * (upper[2 * x] + upper[(2 * x) + 1])) + (0.5f * (lower[2 * x] + lower[(2 * x) + 1])));
        }

        return small;
    }

    private static void Average(float[] from, int start, int step, int count, float[] to, int toStart, int toStep, int toCount)
    {
        double size = (double)count / toCount;
        for (int i = 0; i < toCount; i++)
        {
            double begin = i * size, end = (i + 1) * size, sum = 0;
            for (int j = (int)begin; j < count && j < end; j++)
                sum += from[start + (j * step)] * (Math.Min(j + 1, end) - Math.Max(j, begin));
            to[toStart + (i * toStep)] = (float)(sum / size);
        }
    }
}

/// <summary>A point between four pixels of a plane, which <see cref="Plane.TryPlace"/> has found to be inside: so each read is not checked again.</summary>
internal readonly struct Place(int at, int width, float right, float down)
{
    /// <summary>The bilinear mean of the four.</summary>
    /// <param name="values">Of the plane, or as many.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Mix(float[] values)
    {
        ref float first = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), at);
        ref float below = ref Unsafe.Add(ref first, width);
        float upper = first + (right * (Unsafe.Add(ref first, 1) - first));
        float lower = below + (right * (Unsafe.Add(ref below, 1) - below));
        return upper + (down * (lower - upper));
    }
}
