namespace Emblem.Cli.Quickstart;

/// <summary>Reads a colour between four pixels of an RGBA picture.</summary>
internal static class Bilinear
{
    /// <param name="source">The pixels, four bytes each, row by row.</param>
    /// <param name="width">Of the source.</param>
    /// <param name="height">Of the source.</param>
    /// <param name="x">Column, clamped into the picture.</param>
    /// <param name="y">Row, clamped into the picture.</param>
    /// <param name="light">Multiplies the colour.</param>
    /// <param name="target">The four bytes to write, opaque.</param>
    public static void Sample(ReadOnlySpan<byte> source, int width, int height, float x, float y, float light, Span<byte> target)
    {
        x = Math.Clamp(x, 0, width - 1.001f);
        y = Math.Clamp(y, 0, height - 1.001f);
        (int left, int top) = ((int)x, (int)y);
        (float right, float down) = (x - left, y - top);
        int first = ((top * width) + left) * 4;
        int second = first + (width * 4);
        for (int channel = 0; channel < 3; channel++)
        {
            float upper = source[first + channel] + ((source[first + 4 + channel] - source[first + channel]) * right);
            float lower = source[second + channel] + ((source[second + 4 + channel] - source[second + channel]) * right);
            target[channel] = (byte)Math.Clamp((upper + ((lower - upper) * down)) * light, 0, 255);
        }

        target[3] = 255;
    }
}
