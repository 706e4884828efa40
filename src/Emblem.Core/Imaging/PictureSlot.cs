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
    /// <param name="pixels">May be filled up; changed where rounding is needed.</param>
    public void Write(int row, ColourPlanes pixels)
    {
        if (_halves.IsEmpty)
        {
            Place(_singles, row, pixels.Red, pixels.Green, pixels.Blue);
        }
        else
        {
            Span<ushort> halves = Round(pixels.All);
            int length = pixels.Length;
            Place(_halves, row, halves[..length], halves.Slice(length, length), halves.Slice(2 * length, length));
        }
    }

    private void Place<T>(Span<T> to, int row, ReadOnlySpan<T> red, ReadOnlySpan<T> green, ReadOnlySpan<T> blue)
        where T : unmanaged
    {
        if (_layout == PixelLayout.Planes)
        {
            int plane = to.Length / 3;
            red[.._width].CopyTo(to.Slice(row * _width, _width));
            green[.._width].CopyTo(to.Slice(plane + (row * _width), _width));
            blue[.._width].CopyTo(to.Slice((2 * plane) + (row * _width), _width));
            return;
        }

        Span<T> line = to.Slice(row * _width * 3, _width * 3);
        for (int i = 0, at = 0; at < line.Length - 2 && i < red.Length && i < green.Length && i < blue.Length; i++, at += 3)
        {
            line[at] = red[i];
            line[at + 1] = green[i];
            line[at + 2] = blue[i];
        }
    }

    /// <summary>The nearest bfloat16 values, in the first half of the same memory; ties go to the even one.</summary>
    private static Span<ushort> Round(Span<float> values)
    {
        Span<ushort> halves = MemoryMarshal.Cast<float, ushort>(values);
        for (int i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            Vector256<uint> bits = Vector256.Create<float>(values[i..]).AsUInt32();
            bits = (bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One)) >> 16;
            Vector128.Narrow(bits.GetLower(), bits.GetUpper()).CopyTo(halves[i..]);
        }

        return halves;
    }
}
