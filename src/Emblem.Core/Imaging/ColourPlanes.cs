using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// Red, green and blue of some pixels, each colour by itself, so that a vector holds one colour of eight pixels. The three lie one after the other
/// in memory: what treats colours alike may take <see cref="All"/>.
/// </summary>
internal readonly ref struct ColourPlanes(Span<float> all)
{
    /// <summary>Pixels that fit a vector. Rows are filled up to a multiple of it, so that no loop needs an end of its own.</summary>
    public static int Group => Vector256<float>.Count;

    /// <summary>Values of the three colours.</summary>
    public Span<float> All { get; } = all;

    /// <summary>Pixels.</summary>
    public int Length { get; } = all.Length / 3;

    public Span<float> Red => All[..Length];

    public Span<float> Green => All.Slice(Length, Length);

    public Span<float> Blue => All[(2 * Length)..];

    /// <summary>A count of pixels, filled up.</summary>
    public static int Filled(int pixels) => (pixels + Group - 1) / Group * Group;

    /// <summary>Copies a row, without what fills it up, into a whole picture.</summary>
    public void CopyTo(ColourPlanes picture, int row, int width)
    {
        Red[..width].CopyTo(picture.Red[(row * width)..]);
        Green[..width].CopyTo(picture.Green[(row * width)..]);
        Blue[..width].CopyTo(picture.Blue[(row * width)..]);
    }

    /// <summary>Copies a row of a whole picture out.</summary>
    public void CopyRowTo(ColourPlanes pixels, int row, int width)
    {
        Red.Slice(row * width, width).CopyTo(pixels.Red);
        Green.Slice(row * width, width).CopyTo(pixels.Green);
        Blue.Slice(row * width, width).CopyTo(pixels.Blue);
    }

    public void Set(int pixel, float red, float green, float blue)
    {
        All[pixel] = red;
        All[Length + pixel] = green;
        All[(2 * Length) + pixel] = blue;
    }

    /// <summary>Takes each colour's mean away and divides by its deviation.</summary>
    public void Normalise(ImageStatistics statistics)
    {
        Normalise(Red, statistics.Mean[0], statistics.Std[0]);
        Normalise(Green, statistics.Mean[1], statistics.Std[1]);
        Normalise(Blue, statistics.Mean[2], statistics.Std[2]);
    }

    private static void Normalise(Span<float> values, float mean, float std)
    {
        Vector256<float> scale = Vector256.Create(1 / std);
        for (int i = 0; i < values.Length; i += Group)
        {
            Span<float> eight = values[i..];
            ((Vector256.Create<float>(eight) - Vector256.Create(mean)) * scale).CopyTo(eight);
        }
    }
}
