using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>What sampling needs to hold on to while it works, kept from picture to picture so that nothing is allocated. One thread at a time.</summary>
internal sealed class SamplingScratch
{
    private Vector128<float>[] _row = [];
    private Vector128<float>[] _picture = [];
    private Vector128<float>[] _copy = [];
    private int[] _sums = [];
    private ushort[] _shrunk = [];
    private double[] _columns = [];
    private double[] _rows = [];

    public LightingCurve Lighting { get; } = new();

    public JpegWear Jpeg { get; } = new();

    /// <summary>Room for the whole result, where its neighbourhoods matter.</summary>
    public Span<Vector128<float>> Picture(int pixels) => Room(ref _picture, pixels);

    /// <summary>Room for the same once more.</summary>
    public Span<Vector128<float>> Copy(int pixels) => Room(ref _copy, pixels);

    /// <summary>Room for one row of the result.</summary>
    public Span<Vector128<float>> Row(int width) => Room(ref _row, width);

    /// <summary>One number for each column of the result.</summary>
    public double[] Columns(int count) => Exactly(ref _columns, count);

    /// <summary>One number for each row of the result.</summary>
    public double[] Rows(int count) => Exactly(ref _rows, count);

    /// <summary>The picture averaged down, as <see cref="ShrunkPixels"/> reads it.</summary>
    public Span<ushort> Shrink(PixelImage source, int width, int height)
    {
        Span<ushort> shrunk = Room(ref _shrunk, width * height * 4);
        AreaShrink.Run(source, width, height, Room(ref _sums, (source.Width * 3) + 1), shrunk);
        return shrunk;
    }

    private static double[] Exactly(ref double[] array, int count) => array.Length == count ? array : array = new double[count];

    private static Span<T> Room<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            array = new T[count];
        return array.AsSpan(0, count);
    }
}
