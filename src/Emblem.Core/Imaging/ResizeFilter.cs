namespace Emblem.Imaging;

/// <summary>
/// For each pixel of one side of a resized picture: which source pixels it is made of, and their weights in fixed point. Widened by the
/// scale when shrinking, so that every source pixel counts (Pillow's <c>resize</c>, which all of timm's and torchvision's figures rest on).
/// </summary>
internal sealed class ResizeFilter
{
    /// <summary>What a sum begins with, so that it rounds.</summary>
    public const int Half = 1 << (Precision - 1);

    /// <summary>Weights add up to 2 to this power: bytes times weights then fit 32 bits, with two bits over for overshoot.</summary>
    private const int Precision = 22;

    private readonly int _taps;
    private readonly int[] _first;
    private readonly int[] _count;
    private readonly int[] _weights;

    /// <param name="source">The picture's side.</param>
    /// <param name="target">The resized picture's side.</param>
    /// <param name="resampling">The shape of the weights.</param>
    /// <param name="window">The part of the resized side that is wanted; all of it when null.</param>
    public ResizeFilter(int source, int target, Resampling resampling, Range? window = null)
    {
        (int start, Count) = (window ?? Range.All).GetOffsetAndLength(target);
        ChangesNothing = source == target && Count == target;
        (double reach, Func<double, double> shape) = resampling switch
        {
            Resampling.Bilinear => (1.0, (Func<double, double>)Triangle),
            Resampling.Bicubic => (2.0, Cubic),
            Resampling.Box => (0.5, Flat),
            _ => throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "Expected Bilinear, Bicubic or Box."),
        };
        double scale = (double)source / target;
        double stretch = Math.Max(scale, 1);
        double support = reach * stretch;
        _taps = ((int)Math.Ceiling(support) * 2) + 1;
        (_first, _count, _weights) = (new int[Count], new int[Count], new int[Count * _taps]);
        var values = new double[_taps];
        for (int i = 0; i < Count; i++)
        {
            double centre = (start + i + 0.5) * scale;
            int first = Math.Max((int)(centre - support + 0.5), 0);
            int count = Math.Min((int)(centre + support + 0.5), source) - first;
            double total = 0;
            for (int tap = 0; tap < count; tap++)
                total += values[tap] = shape((first + tap - centre + 0.5) / stretch);
            for (int tap = 0; tap < count; tap++)
                _weights[(i * _taps) + tap] = (int)Math.Round(values[tap] / total * (1 << Precision), MidpointRounding.AwayFromZero);
            (_first[i], _count[i]) = (first, count);
        }
    }

    /// <summary>Pixels of the result along this side.</summary>
    public int Count { get; }

    /// <summary>Whether every pixel is made of itself alone.</summary>
    public bool ChangesNothing { get; }

    /// <summary>The source pixels that anything is made of.</summary>
    public Range Reach => _first[0]..(_first[^1] + _count[^1]);

    /// <summary>The weights of a pixel of the result, for source pixels from <paramref name="first"/> on.</summary>
    public ReadOnlySpan<int> At(int index, out int first)
    {
        first = _first[index];
        return _weights.AsSpan(index * _taps, _count[index]);
    }

    /// <summary>From a sum in fixed point, begun at <see cref="Half"/>, to a byte.</summary>
    public static byte ToByte(int sum) => (byte)Math.Clamp(sum >> Precision, 0, 255);

    private static double Triangle(double x) => Math.Max(1 - Math.Abs(x), 0);

    /// <summary>Keys 1981 with a = −0.5.</summary>
    private static double Cubic(double x) => Math.Abs(x) switch
    {
        < 1 and double d => (((1.5 * d) - 2.5) * d * d) + 1,
        < 2 and double d => (((((-0.5 * d) + 2.5) * d) - 4) * d) + 2,
        _ => 0,
    };

    private static double Flat(double x) => x is > -0.5 and <= 0.5 ? 1 : 0;
}
