using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>
/// A picture's colour without its brightness: blue and red differences of ITU-R BT.601 on a square of few cells, whatever the picture's shape;
/// 968 bytes.
/// </summary>
/// <param name="values">Blue differences row by row, then red ones; 128 is none. Not copied.</param>
internal sealed class Chroma(byte[] values)
{
    /// <summary>Cells of a row and of a column.</summary>
    public const int Side = 22;

    /// <summary>Bytes of one.</summary>
    public const int Length = 2 * Side * Side;

    public byte[] Values => values;

    /// <summary>Each cell the mean of its pixels.</summary>
    public static Chroma Of(PixelImage picture)
    {
        var values = new byte[Length];
        for (int i = 0; i < Side * Side; i++)
        {
            (int left, int right) = Range(i % Side, picture.Width);
            (int top, int bottom) = Range(i / Side, picture.Height);
            (int red, int green, int blue) = (0, 0, 0);
            for (int y = top; y < bottom; y++)
            {
                for (int at = ((y * picture.Width) + left) * 3, end = at + ((right - left) * 3); at < end; at += 3)
                    (red, green, blue) = (red + picture.Pixels[at], green + picture.Pixels[at + 1], blue + picture.Pixels[at + 2]);
            }

            double count = (right - left) * (bottom - top), luma = (0.299 * red) + (0.587 * green) + (0.114 * blue);
            values[i] = (byte)Math.Round(Math.Clamp(128 + (0.564 * (blue - luma) / count), 0, 255));
            values[i + (Side * Side)] = (byte)Math.Round(Math.Clamp(128 + (0.713 * (red - luma) / count), 0, 255));
        }

        return new Chroma(values);
    }

    /// <summary>Both differences at a point in cells, with centres at whole numbers, between the outermost centres.</summary>
    public (double Blue, double Red) Read(double x, double y)
    {
        (int left, int top) = (Math.Min((int)x, Side - 2), Math.Min((int)y, Side - 2));
        (double right, double down) = (x - left, y - top);
        int at = (top * Side) + left;
        return (Mixed(at), Mixed(at + (Side * Side)));

        double Mixed(int i)
        {
            double upper = values[i] + (right * (values[i + 1] - values[i]));
            double lower = values[i + Side] + (right * (values[i + Side + 1] - values[i + Side]));
            return upper + (down * (lower - upper));
        }
    }

    /// <summary>The pixels of a cell, at least one.</summary>
    private static (int First, int End) Range(int cell, int pixels)
    {
        int first = cell * pixels / Side;
        return (first, Math.Max(first + 1, (cell + 1) * pixels / Side));
    }
}
