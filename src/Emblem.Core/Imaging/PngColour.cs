using System.Buffers.Binary;
using System.Numerics;

namespace Emblem.Imaging;

/// <summary>
/// What the chunks of a PNG say of its colours where it has no profile (PNG, third edition, 4.3): <c>cICP</c> before all, then <c>sRGB</c>, then
/// <c>gAMA</c> and <c>cHRM</c>.
/// </summary>
internal static class PngColour
{
    private const int Signature = 8;
    private const int Frame = 12;
    private const float Unit = 100_000;

    /// <summary>gAMA of sRGB's pictures, for programs that know no other chunk.</summary>
    private const float SrgbGamma = 0.45455f;

    /// <summary>The profile that says the same; null where the pixels are sRGB or the file's own profile says what they are.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="gray">Whether the picture has one channel.</param>
    /// <exception cref="ImageFileException">The colours are none that can be converted.</exception>
    public static byte[]? Profile(ReadOnlySpan<byte> file, bool gray)
    {
        ReadOnlySpan<byte> coded = Chunk(file, "cICP"u8);
        if (coded.Length == 4)
        {
            return coded[3] != 0
                ? CodedColour.Profile(coded[0], coded[1], gray)
                : throw new ImageFileException("a PNG in video's narrow range is not read: save it in full range");
        }

        if (Has(file, "iCCP"u8) || Has(file, "sRGB"u8))
            return null;
        ReadOnlySpan<byte> gamma = Chunk(file, "gAMA"u8);
        ReadOnlySpan<byte> points = Chunk(file, "cHRM"u8);
        ToneCurve curve = gamma.Length == 4 ? Curve(BinaryPrimitives.ReadUInt32BigEndian(gamma) / Unit) : ToneCurve.Srgb;
        Chromaticities places = points.Length == 32 ? Places(points) : Chromaticities.Srgb;
        bool alike = gray || places.IsNear(Chromaticities.Srgb);
        return alike && curve == ToneCurve.Srgb ? null : ColourProfile.Write(alike ? Chromaticities.Srgb : places, curve, gray);
    }

    /// <summary>Values that no screen or camera has are a writer's mistake, such as 2.2 for 1/2.2, and say nothing.</summary>
    private static ToneCurve Curve(float gamma) =>
        gamma is < 0.25f or > 1.25f || Math.Abs((gamma / SrgbGamma) - 1) < 0.05f ? ToneCurve.Srgb : ToneCurve.Power(1 / gamma);

    private static Chromaticities Places(ReadOnlySpan<byte> points) => new(Point(points), Point(points[8..]), Point(points[16..]), Point(points[24..]));

    private static Vector2 Point(ReadOnlySpan<byte> point) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(point) / Unit, BinaryPrimitives.ReadUInt32BigEndian(point[4..]) / Unit);

    private static bool Has(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name) => !Chunk(file, name).IsEmpty;

    /// <summary>The data of the first chunk of a name that stands before the pixels; empty where there is none.</summary>
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> file, ReadOnlySpan<byte> name)
    {
        for (int at = Signature; at + Frame <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> kind = file[(at + 4)..];
            if (length > (uint)(file.Length - at - Frame) || kind.StartsWith("IDAT"u8))
                break;
            if (kind.StartsWith(name))
                return kind.Slice(4, (int)length);
            at += Frame + (int)length;
        }

        return [];
    }
}
