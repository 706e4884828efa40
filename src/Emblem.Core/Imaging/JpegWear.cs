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
    public void Run(ColourPlanes pixels, int width, int quality)
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
    private void Separate(ColourPlanes pixels, int width, int height)
    {
        Array.Clear(_blue);
        Array.Clear(_red);
        Span<float> reds = pixels.Red;
        Span<float> greens = pixels.Green;
        Span<float> blues = pixels.Blue;
        for (int y = 0; y < _rows; y++)
        {
            int line = Math.Min(y, height - 1) * width;
            for (int x = 0; x < _stride; x++)
            {
                int pixel = line + Math.Min(x, width - 1);
                (float red, float blue) = (reds[pixel] * 255, blues[pixel] * 255);
                float luma = (0.299f * red) + (0.587f * 255 * greens[pixel]) + (0.114f * blue);
                _luma[(y * _stride) + x] = luma - 128;
                int colour = (y / 2 * (_stride / 2)) + (x / 2);
                _blue[colour] += (blue - luma) * (0.25f / 1.772f);
                _red[colour] += (red - luma) * (0.25f / 1.402f);
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

    private void Combine(ColourPlanes pixels, int width, int height)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                float luma = _luma[(y * _stride) + x] + 128;
                (float blue, float red) = (Enlarged(_blue, x, y), Enlarged(_red, x, y));
                pixels.Set(
                    (y * width) + x, Share(luma + (1.402f * red)), Share(luma - (0.344136f * blue) - (0.714136f * red)), Share(luma + (1.772f * blue)));
            }
        }
    }

    private static float Share(float value) => Math.Clamp(value * (1f / 255), 0, 1);

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
