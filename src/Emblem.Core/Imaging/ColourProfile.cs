using System.Buffers.Binary;
using System.Numerics;

namespace Emblem.Imaging;

/// <summary>
/// Embedded colour profiles (ICC.1:2022). Whether one is sRGB is asked of its numbers: names lie, since linear and wide-gamut profiles are called
/// sRGB too. And profiles are written for files that say in other words what their pixels mean, so that one way of converting serves all.
/// </summary>
internal static class ColourProfile
{
    /// <summary>D50, the white of the space that profiles convert to.</summary>
    public static readonly Vector3 White = new(0.9642f, 1, 0.8249f);

    private const int SpaceAt = 16;
    private const int TagTable = 128;
    private const int TagEntry = 12;

    /// <summary>Of light: a colour that leaks this much into a dark one is a step of a byte there.</summary>
    private const float Leak = 0.0004f;

    /// <summary>Of light, at full: half a step of a byte.</summary>
    private const float Strength = 0.004f;

    /// <summary>True when the pixels are sRGB already, to a step of a byte or so, and nothing has to be converted.</summary>
    public static bool IsSrgb(ReadOnlySpan<byte> profile) =>
        FormulaOf(profile) is { Curves.Length: 3 } formula && IsNearIdentity(formula.ToLinearSrgb) && Array.TrueForAll(formula.Curves, curve => curve.IsSrgb());

    /// <summary>
    /// A profile of a curve a colour, one or three, and a matrix from their light to that of sRGB, for vectors from the left; null for one of tables.
    /// </summary>
    public static (ToneCurve[] Curves, Matrix4x4 ToLinearSrgb)? FormulaOf(ReadOnlySpan<byte> profile)
    {
        // Tables count more where a profile has both.
        if (!Tag(profile, "A2B0"u8).IsEmpty || !Tag(profile, "D2B0"u8).IsEmpty)
            return null;
        if (SpaceOf(profile) == "GRAY")
            return ToneCurve.Read(Tag(profile, "kTRC"u8)) is { } gray ? ([gray], Matrix4x4.Identity) : null;
        if (SpaceOf(profile) != "RGB " || ToneCurve.Read(Tag(profile, "rTRC"u8)) is not { } red
            || ToneCurve.Read(Tag(profile, "gTRC"u8)) is not { } green || ToneCurve.Read(Tag(profile, "bTRC"u8)) is not { } blue)
        {
            return null;
        }

        Matrix4x4 colours = Chromaticities.Rows(ColourOf(profile, "rXYZ"u8), ColourOf(profile, "gXYZ"u8), ColourOf(profile, "bXYZ"u8));
        Matrix4x4.Invert(Chromaticities.Srgb.Colours()!.Value, out Matrix4x4 back);
        return ([red, green, blue], colours * back);
    }

    /// <summary>The pixels that it is for: <c>RGB </c>, <c>GRAY</c>, <c>CMYK</c> and rarer ones; empty where it has no header.</summary>
    public static string SpaceOf(ReadOnlySpan<byte> profile) =>
        profile.Length < TagTable + 4 ? "" : System.Text.Encoding.Latin1.GetString(profile.Slice(SpaceAt, 4));

    /// <summary>Writes a profile of version 4; null where the points span no colours.</summary>
    /// <param name="points">The colours' places.</param>
    /// <param name="curve">Of all colours; one of numbers.</param>
    /// <param name="gray">True for pictures of one channel, to which the places mean nothing.</param>
    public static byte[]? Write(Chromaticities points, ToneCurve curve, bool gray)
    {
        if (points.Colours() is not { } colours)
            return null;
        (string Name, byte[] Data)[] tags = gray
            ? [("wtpt", Xyz(White)), ("kTRC", curve.ToTag())]
            :
            [
                ("wtpt", Xyz(White)),
                ("rXYZ", Xyz(new(colours.M11, colours.M12, colours.M13))),
                ("gXYZ", Xyz(new(colours.M21, colours.M22, colours.M23))),
                ("bXYZ", Xyz(new(colours.M31, colours.M32, colours.M33))),
                ("rTRC", curve.ToTag()), ("gTRC", curve.ToTag()), ("bTRC", curve.ToTag()),
            ];
        int at = TagTable + 4 + (TagEntry * tags.Length);
        byte[] profile = new byte[at + tags.Sum(tag => tag.Data.Length)];
        Put(profile, 0, profile.Length);
        Put(profile, 8, 0x04200000);
        "mntr"u8.CopyTo(profile.AsSpan(12));
        (gray ? "GRAY"u8 : "RGB "u8).CopyTo(profile.AsSpan(SpaceAt));
        "XYZ "u8.CopyTo(profile.AsSpan(20));
        "acsp"u8.CopyTo(profile.AsSpan(36));
        Xyz(White).AsSpan(8).CopyTo(profile.AsSpan(68));
        Put(profile, TagTable, tags.Length);
        for (int i = 0; i < tags.Length; i++)
        {
            int entry = TagTable + 4 + (TagEntry * i);
            System.Text.Encoding.ASCII.GetBytes(tags[i].Name).CopyTo(profile, entry);
            Put(profile, entry + 4, at);
            Put(profile, entry + 8, tags[i].Data.Length);
            tags[i].Data.CopyTo(profile, at);
            at += tags[i].Data.Length;
        }

        return profile;
    }

    /// <summary>A profile's number: 16 bits before and 16 after the point.</summary>
    public static int Fixed(double value) => (int)Math.Round(value * 65536);

    private static bool IsNearIdentity(Matrix4x4 matrix)
    {
        for (int row = 0; row < 3; row++)
        {
            for (int column = 0; column < 3; column++)
            {
                if (!(Math.Abs(matrix[row, column] - (row == column ? 1 : 0)) <= (row == column ? Strength : Leak)))
                    return false;
            }
        }

        return true;
    }

    private static Vector3 ColourOf(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> tag = Tag(profile, name);
        return tag.Length < 20 ? default : new Vector3(Number(tag[8..]), Number(tag[12..]), Number(tag[16..]));
    }

    private static float Number(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value) / 65536f;

    /// <summary>A tag's data; empty where the profile has none of that name, or says that it lies outside.</summary>
    private static ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> profile, ReadOnlySpan<byte> name)
    {
        for (int at = TagTable + 4; at + TagEntry <= profile.Length; at += TagEntry)
        {
            ReadOnlySpan<byte> entry = profile[at..];
            if (!entry.StartsWith(name))
                continue;
            uint start = BinaryPrimitives.ReadUInt32BigEndian(entry[4..]);
            uint length = BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            return (ulong)start + length <= (ulong)profile.Length ? profile.Slice((int)start, (int)length) : [];
        }

        return [];
    }

    private static byte[] Xyz(Vector3 value)
    {
        byte[] tag = new byte[20];
        "XYZ "u8.CopyTo(tag);
        for (int i = 0; i < 3; i++)
            Put(tag, 8 + (4 * i), Fixed(value[i]));
        return tag;
    }

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), value);
}
