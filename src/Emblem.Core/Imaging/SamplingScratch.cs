namespace Emblem.Imaging;

/// <summary>What sampling needs to hold on to while it works, kept from picture to picture so that nothing is allocated. One thread at a time.</summary>
internal sealed class SamplingScratch
{
    private float[] _row = [];
    private float[] _picture = [];
    private float[] _copy = [];

    public SamplingGeometry Geometry { get; } = new();

    public LightingCurve Lighting { get; } = new();

    public AreaShrink Shrink { get; } = new();

    public JpegWear Jpeg { get; } = new();

    /// <summary>Room for the whole result, where its neighbourhoods matter.</summary>
    public ColourPlanes Picture(int pixels) => new(Room(ref _picture, checked(3 * pixels)));

    /// <summary>Room for one colour of it once more.</summary>
    public Span<float> Copy(int pixels) => Room(ref _copy, pixels);

    /// <summary>Room for one row of the result, filled up.</summary>
    public ColourPlanes Row(int width) => new(Room(ref _row, checked(3 * ColourPlanes.Filled(width))));

    private static Span<T> Room<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            array = new T[count];
        return array.AsSpan(0, count);
    }
}
