using System.Text;
using System.Text.Unicode;

namespace Emblem.Foundation;

/// <summary>
/// The text of a file that a person gave, whichever program saved it: by its byte order mark, else as UTF-16 or UTF-32 where the zeros of plain letters
/// show it, else line by line as UTF-8 or, where a line is none, Windows-1252. A wrong letter would make one name of two (<c>Köln</c> and <c>Kiln</c> both
/// <c>K?ln</c>), so no byte is ever given up. By lines, since files are put together of others.
/// </summary>
/// <param name="Text">Without a byte order mark.</param>
/// <param name="Note">What was guessed, as a sentence; null when the file says it or there was nothing to guess.</param>
internal sealed record GivenText(string Text, string? Note)
{
    private const byte LineFeed = (byte)'\n';

    // How many bytes tell whether text is wide, and what share of zeros there is one in every place, and none.
    private const int Sample = 4096;
    private const double Many = 0.4;
    private const double Few = 0.05;

    // The bytes from 0x80 on; those after 0x9F are Unicode's own numbers. Five that Windows leaves open are control characters, as browsers read them.
    private const string Western = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    // By their first bytes, longest first.
    private static readonly Encoding[] Marked =
    [
        new UTF32Encoding(bigEndian: false, byteOrderMark: true), new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.Unicode,
        Encoding.BigEndianUnicode,
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="EmblemException">It is a workbook, which is no text, or no file at all but a pipe or the like.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static GivenText Read(string path)
    {
        RegularFile.RequireNamed(path, "Give a text file.");
        byte[] bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().StartsWith("PK\u0003\u0004"u8) || bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
            ? throw new EmblemException($"{path} is a workbook or an archive, and no text. Save its sheet as CSV and give that.")
            : Decode(bytes);
    }

    /// <summary>The same for bytes.</summary>
    public static GivenText Decode(ReadOnlySpan<byte> bytes)
    {
        foreach (Encoding encoding in Marked)
        {
            if (bytes.StartsWith(encoding.Preamble))
                return new GivenText(encoding.GetString(bytes[encoding.Preamble.Length..]), null);
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        else if (Unmarked(bytes) is { } wide)
            return new GivenText(wide.GetString(bytes), $"it has no byte order mark and is read as {wide.WebName}");
        return Utf8.IsValid(bytes) ? new GivenText(Encoding.UTF8.GetString(bytes), null) : ByLines(bytes);
    }

    /// <summary>Text whose letters are all but few of the Latin alphabet, as addresses are, is zero in every second byte, or in three of four.</summary>
    private static Encoding? Unmarked(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes[..(Math.Min(bytes.Length, Sample) & ~3)];
        if (start.IsEmpty || bytes.Length % 2 != 0)
            return null;
        double[] zeros = new double[4];
        for (int i = 0; i < start.Length; i++)
            zeros[i % 4] += start[i] == 0 ? 4.0 / start.Length : 0;
        bool[] many = [.. zeros.Select(share => share >= Many)];
        bool[] few = [.. zeros.Select(share => share <= Few)];
        return (many, few) switch
        {
            ([_, true, true, true], [true, _, _, _]) => Marked[0],
            ([true, true, true, _], [_, _, _, true]) => Marked[1],
            ([_, true, _, true], [true, _, true, _]) => Encoding.Unicode,
            ([true, _, true, _], [_, true, _, true]) => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static GivenText ByLines(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        (int line, int first, int western) = (0, 0, 0);
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf(LineFeed) + 1;
            ReadOnlySpan<byte> row = end == 0 ? bytes : bytes[..end];
            bytes = bytes[row.Length..];
            line++;
            if (Utf8.IsValid(row))
            {
                text.Append(Encoding.UTF8.GetString(row));
                continue;
            }

            first = western++ == 0 ? line : first;
            foreach (byte letter in row)
                text.Append(letter is >= 0x80 and < 0xA0 ? Western[letter - 0x80] : (char)letter);
        }

        return new GivenText(
            text.ToString(),
            $"{western} of its lines are not UTF-8 and are read as Windows-1252, the Western European one; the first is line {first}. Save it as UTF-8 if letters are wrong");
    }
}
