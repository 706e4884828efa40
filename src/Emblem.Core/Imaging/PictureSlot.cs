using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// The place of one prepared picture in a batch: finished rows go straight into it, in the network's own layout and precision, so no
/// copy of the picture is ever turned round.
/// </summary>
internal readonly ref struct PictureSlot
{
    private readonly Span<float> _singles;
    private readonly Span<ushort> _halves;
    private readonly PixelLayout _layout;
    private readonly int _width;

    /// <summary>Single precision.</summary>
    /// <param name="values">3 × height × width.</param>
    /// <param name="width">Columns.</param>
    /// <param name="layout">Their order.</param>
    public PictureSlot(Span<float> values, int width, PixelLayout layout)
    {
        _singles = values;
        (_width, _layout) = (width, layout);
    }

    /// <summary>bfloat16, the upper halves of singles, rounded to nearest even.</summary>
    /// <inheritdoc cref="PictureSlot(Span{float}, int, PixelLayout)"/>
    public PictureSlot(Span<ushort> values, int width, PixelLayout layout)
    {
        _halves = values;
        (_width, _layout) = (width, layout);
    }

    /// <summary>Values there is room for.</summary>
    public int Length => _singles.Length + _halves.Length;

    /// <summary>Puts one row in its place.</summary>
    /// <param name="row">From the top.</param>
    /// <param name="pixels">Four values a pixel, of which the last is not stored; changed where rounding is needed.</param>
    public void Write(int row, Span<Vector128<float>> pixels)
    {
        if (_halves.IsEmpty)
        {
            Place(_singles, row, MemoryMarshal.Cast<Vector128<float>, float>(pixels), 4, 0);
        }
        else
        {
            Round(pixels);
            Place(_halves, row, MemoryMarshal.Cast<Vector128<float>, ushort>(pixels), 8, 1);
        }
    }

    private void Place<T>(Span<T> to, int row, ReadOnlySpan<T> from, int stride, int first)
        where T : unmanaged
    {
        int step = stride / 4;
        if (_layout == PixelLayout.Interleaved)
        {
            Span<T> line = to.Slice(row * _width * 3, _width * 3);
            for (int i = 0, at = first; i < line.Length - 2; i += 3, at += stride)
            {
                line[i] = from[at];
                line[i + 1] = from[at + step];
                line[i + 2] = from[at + step + step];
            }

            return;
        }

        int plane = to.Length / 3;
        Span<T> red = to.Slice(row * _width, _width);
        Span<T> green = to.Slice(plane + (row * _width), _width);
        Span<T> blue = to.Slice((2 * plane) + (row * _width), _width);
        for (int i = 0, at = first; i < red.Length && i < green.Length && i < blue.Length; i++, at += stride)
        {
            red[i] = from[at];
            green[i] = from[at + step];
            blue[i] = from[at + step + step];
        }
    }

    /// <summary>Leaves the nearest bfloat16 in the upper half of each value; ties go to the even one.</summary>
    private static void Round(Span<Vector128<float>> pixels)
    {
        foreach (ref Vector128<float> pixel in pixels)
        {
            Vector128<uint> bits = pixel.AsUInt32();
            pixel = (bits + Vector128.Create(0x7FFFu) + ((bits >> 16) & Vector128<uint>.One)).AsSingle();
        }
    }
}
