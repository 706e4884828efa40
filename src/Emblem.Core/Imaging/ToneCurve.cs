using System.Buffers.Binary;

namespace Emblem.Imaging;

/// <summary>
/// From a stored value to light, both 0..1: what a colour profile holds for each colour (ICC.1:2022, 10.6 and 10.18), as five numbers or as a table.
/// </summary>
internal sealed class ToneCurve
{
    /// <summary>The curve of sRGB (IEC 61966-2-1).</summary>
    public static readonly ToneCurve Srgb = new(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);

    private const int Header = 12;
    private const int Steps = 32;

    private readonly double[] _numbers;
    private readonly ushort[]? _table;

    /// <summary>(a·x + b)^g from d on, c·x below.</summary>
    private ToneCurve(double g, double a, double b, double c, double d, double e = 0, double f = 0) => _numbers = [g, a, b, c, d, e, f];

    private ToneCurve(ushort[] table) => (_numbers, _table) = ([], table);

    /// <summary>A plain power; 1 is linear.</summary>
    public static ToneCurve Power(double exponent) => new(exponent, 1, 0, 0, 0);

    /// <summary>A profile's tag; null where it is none that is known.</summary>
    public static ToneCurve? Read(ReadOnlySpan<byte> tag)
    {
        if (tag.Length < Header)
            return null;
        if (tag.StartsWith("para"u8))
            return Parameters(BinaryPrimitives.ReadUInt16BigEndian(tag[8..]), tag[Header..]);
        uint count = BinaryPrimitives.ReadUInt32BigEndian(tag[8..]);
        if (!tag.StartsWith("curv"u8) || count > (tag.Length - Header) / 2)
            return null;
        if (count == 0)
            return Power(1);
        if (count == 1)
            return Power(BinaryPrimitives.ReadUInt16BigEndian(tag[Header..]) / 256.0);
        ushort[] table = new ushort[count];
        for (int i = 0; i < table.Length; i++)
            table[i] = BinaryPrimitives.ReadUInt16BigEndian(tag[(Header + (2 * i))..]);
        return new ToneCurve(table);
    }

    /// <summary>The light of a stored value.</summary>
    public double Light(double stored)
    {
        if (_table is not null)
        {
            double at = stored * (_table.Length - 1);
            int below = Math.Min((int)at, _table.Length - 2);
            return (_table[below] + ((at - below) * (_table[below + 1] - _table[below]))) / ushort.MaxValue;
        }

        (double g, double a, double b, double c, double d) = (_numbers[0], _numbers[1], _numbers[2], _numbers[3], _numbers[4]);
        return stored >= d ? Math.Pow(Math.Max(0, (a * stored) + b), g) + _numbers[5] : (c * stored) + _numbers[6];
    }

    /// <summary>True where no value, taken for sRGB, comes out more than a step of a byte too light or too dark.</summary>
    public bool IsSrgb()
    {
        for (int i = 0; i <= Steps; i++)
        {
            double stored = (double)i / Steps;
            if (!(Math.Abs(Srgb.Stored(Light(stored)) - stored) <= 1.0 / byte.MaxValue))
                return false;
        }

        return true;
    }

    /// <summary>The curve as a profile's tag; for those of numbers only.</summary>
    public byte[] ToTag()
    {
        const ushort five = 3;
        byte[] tag = new byte[Header + (5 * sizeof(int))];
        "para"u8.CopyTo(tag);
        BinaryPrimitives.WriteUInt16BigEndian(tag.AsSpan(8), five);
        for (int i = 0; i < 5; i++)
            BinaryPrimitives.WriteInt32BigEndian(tag.AsSpan(Header + (i * sizeof(int))), ColourProfile.Fixed(_numbers[i]));
        return tag;
    }

    /// <summary>The five kinds of parametric curves, in the order that the kind says.</summary>
    private static ToneCurve? Parameters(int kind, ReadOnlySpan<byte> tag)
    {
        int count = kind switch { 0 => 1, 1 => 3, 2 => 4, 3 => 5, 4 => 7, _ => int.MaxValue };
        if (count > tag.Length / sizeof(int))
            return null;
        double[] p = new double[count];
        for (int i = 0; i < count; i++)
            p[i] = BinaryPrimitives.ReadInt32BigEndian(tag[(i * sizeof(int))..]) / 65536.0;
        return kind switch
        {
            0 => Power(p[0]),
            1 => new(p[0], p[1], p[2], 0, -p[2] / p[1]),
            2 => new(p[0], p[1], p[2], 0, -p[2] / p[1], p[3], p[3]),
            3 => new(p[0], p[1], p[2], p[3], p[4]),
            _ => new(p[0], p[1], p[2], p[3], p[4], p[5], p[6]),
        };
    }

    /// <summary>Only for sRGB's own curve, whose way back is known.</summary>
    private double Stored(double light) =>
        light <= _numbers[4] * _numbers[3] ? light / _numbers[3] : (Math.Pow(light, 1 / _numbers[0]) - _numbers[2]) / _numbers[1];
}
