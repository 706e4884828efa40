using System.Runtime.Intrinsics;

namespace Emblem.Imaging;

/// <summary>
/// What is left of a picture that was saved as JPEG: colours at half the size each way (4:2:0), and 8 × 8 blocks rounded as the quality says. The
/// entropy coding, which loses nothing, is left out. Keeps its planes from picture to picture; one thread at a time.
/// </summary>
internal sealed class JpegWear
{
    /// <summary>Two blocks: where a block of colours ends, so does one of brightness.</summary>
    private const int Unit = 2 * CosineBlock.Side;

    private float[] _luma = [];
    private float[] _blue = [];
    private float[] _red = [];
    private int _stride;
    private int _rows;

    /// <param name="pixels">Height × width, in 0..1; replaced.</param>
    /// <param name="width">Columns.</param>
    /// <param name="quality">1 to 100.</param>
    public void Run(Span<Vector128<float>> pixels, int width, int quality)
    {
        int height = pixels.Length / width;
        _stride = (width + Unit - 1) / Unit * Unit;
        _rows = (height + Unit - 1) / Unit * Unit;
        int values = checked(_stride * _rows);
        if (_luma.Length < values)
            (_luma, _blue, _red) = (new float[values], new float[values / 4], new float[values / 4]);
        Separate(pixels, width, height);
        (float[] brightness, float[] colour) = QuantisationTable.For(quality);
        Quantise(_luma, _stride, _rows, brightness);
        Quantise(_blue, _stride / 2, _rows / 2, colour);
        Quantise(_red, _stride / 2, _rows / 2, colour);
        Combine(pixels, width, height);
    }

    /// <summary>To brightness and two averaged colours, around 0. The outermost pixels go on to the end of the last block.</summary>
    private void Separate(ReadOnlySpan<Vector128<float>> pixels, int width, int height)
    {
        Array.Clear(_blue);
        Array.Clear(_red);
        for (int y = 0; y < _rows; y++)
        {
            ReadOnlySpan<Vector128<float>> line = pixels.Slice(Math.Min(y, height - 1) * width, width);
            for (int x = 0; x < _stride; x++)
            {
                Vector128<float> pixel = line[Math.Min(x, width - 1)] * 255;
                float luma = (0.299f * pixel[0]) + (0.587f * pixel[1]) + (0.114f * pixel[2]);
                _luma[(y * _stride) + x] = luma - 128;
                int colour = (y / 2 * (_stride / 2)) + (x / 2);
                _blue[colour] += (pixel[2] - luma) * (0.25f / 1.772f);
                _red[colour] += (pixel[0] - luma) * (0.25f / 1.402f);
            }
        }
    }

    private static void Quantise(Span<float> plane, int stride, int rows, ReadOnlySpan<float> steps)
    {
        for (int y = 0; y < rows; y += CosineBlock.Side)
        {
            for (int x = 0; x < stride; x += CosineBlock.Side)
                CosineBlock.Quantise(plane[((y * stride) + x)..], stride, steps);
        }
    }

    private void Combine(Span<Vector128<float>> pixels, int width, int height)
    {
        Vector128<float> fromBlue = Vector128.Create(0, -0.344136f, 1.772f, 0);
        Vector128<float> fromRed = Vector128.Create(1.402f, -0.714136f, 0, 0);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                Vector128<float> pixel = Vector128.Create(_luma[(y * _stride) + x] + 128) + (fromBlue * Enlarged(_blue, x, y)) + (fromRed * Enlarged(_red, x, y));
                pixels[(y * width) + x] = Vector128.Min(Vector128.Max(pixel * (1f / 255), Vector128<float>.Zero), Vector128<float>.One);
            }
        }
    }

    /// <summary>Three parts of the nearest colour to one of the next, each way, as libjpeg enlarges.</summary>
    private float Enlarged(float[] plane, int x, int y)
    {
        int stride = _stride / 2;
        int column = x / 2, row = y / 2;
        int beside = Math.Clamp(column + ((x & 1) == 0 ? -1 : 1), 0, stride - 1);
        int next = Math.Clamp(row + ((y & 1) == 0 ? -1 : 1), 0, (_rows / 2) - 1);
        float near = (plane[(row * stride) + column] * 3) + plane[(row * stride) + beside];
        float far = (plane[(next * stride) + column] * 3) + plane[(next * stride) + beside];
        return ((near * 3) + far) * (1f / 16);
    }
}
