using System.Globalization;
using System.Text;
using ADRaffy.ENSNormalize;

namespace Emblem.Foundation;

/// <summary>
/// Tells whether two names are one to a reader though two to a computer: capitals aside, composed or not, with characters that nobody sees, or
/// with letters of another alphabet that look the same. Works without the system's tables of languages, where <c>string.Normalize</c> does nothing.
/// </summary>
internal static class NameKey
{
    // Greek, Coptic and Cyrillic: what another keyboard puts in place of a Latin letter. Elsewhere letters of one alphabet look alike to
    // strangers only (Hebrew vav and final nun), and names that differ in them differ.
    private const int FirstLookAlike = 0x370;
    private const int LastLookAlike = 0x52F;

    // Alike as capitals only; the tables compare small letters.
    private const string Capitals = "ВЕКМНТΒΕΖΗΚΜΝΤ";
    private const string LatinCapitals = "BEKMHTBEZHKMNT";

    private static readonly Lazy<Dictionary<int, int>> LookAlikes = new(FindLookAlikes);

    /// <summary>Equal for names that are one to a reader. For comparing only: not fit to be shown.</summary>
    public static string Of(string name) => Ascii.IsValid(name) && !name.Any(char.IsControl) ? Spaced(name.ToUpperInvariant()) : Alike(Folded(Visible(Composed(name))));

    /// <summary>What alone tells two names with one key apart, for a message; null when they have two.</summary>
    public static string? Difference(string name, string other) => name == other || Of(name) != Of(other) ? null
        : Composed(name) == Composed(other) ? "in how their accents are stored (Unicode NFC and NFD)"
        : Visible(Composed(name)) == Visible(Composed(other)) ? "in spaces or characters that nobody sees"
        : Folded(Visible(Composed(name))) == Folded(Visible(Composed(other))) ? "in capitals or forms of letters"
        : "in letters that look alike, of two alphabets";

    // A lone surrogate, which Linux's and Windows' file names may hold, is no text to the tables.
    private static string Composed(string name) => ENSNormalize.NF.NFC(string.Concat(name.EnumerateRunes()));

    private static string Visible(string name) => Spaced(string.Concat(name.EnumerateRunes().Where(rune => !IsInvisible(rune))));

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format || (Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune))
        || ENSNormalize.ENSIP15.Ignored.Contains(rune.Value) || rune.Value is 0x34F or 0x115F or 0x1160 or 0x3164 or 0xFFA0;

    private static string Spaced(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Capitals, sharp s, ligatures and wide letters away; raised and enclosed digits stay what they are.</summary>
    private static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (Rune rune in name.EnumerateRunes())
        {
            bool isPlain = Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNumber;
            folded.Append(!isPlain && ENSNormalize.ENSIP15.Mapped.TryGetValue(rune.Value, out var others)
                ? string.Concat(others.Select(char.ConvertFromUtf32))
                : rune.ToString());
        }

        return ENSNormalize.NF.NFC(folded.ToString().ToUpperInvariant().Replace("ẞ", "SS", StringComparison.Ordinal).Replace("ß", "SS", StringComparison.Ordinal));
    }

    private static string Alike(string name) =>
        string.Concat(name.ToLowerInvariant().EnumerateRunes().Select(rune => char.ConvertFromUtf32(LookAlikes.Value.GetValueOrDefault(rune.Value, rune.Value))))
            .ToUpperInvariant();

    private static Dictionary<int, int> FindLookAlikes() => ENSNormalize.ENSIP15.Wholes
        .Select(whole => (int[])[.. whole.Valid, .. whole.Confused])
        .Where(same => same.Any(IsLatin))
        .SelectMany(same => same.Where(c => c is >= FirstLookAlike and <= LastLookAlike).Select(c => (Letter: c, Latin: same.First(IsLatin))))
        .Concat(Capitals.Index().Select(pair => (Letter: (int)char.ToLowerInvariant(pair.Item), Latin: (int)char.ToLowerInvariant(LatinCapitals[pair.Index]))))
        .DistinctBy(pair => pair.Letter)
        .ToDictionary(pair => pair.Letter, pair => pair.Latin);

    private static bool IsLatin(int c) => c < 128 && char.IsAsciiLetter((char)c);
}
