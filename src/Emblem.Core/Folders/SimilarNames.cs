using Emblem.Foundation;

namespace Emblem.Folders;

/// <summary>Classes that are one to a reader: they stay several, and are named.</summary>
internal static class SimilarNames
{
    /// <summary>A note for each name that others are taken for.</summary>
    /// <param name="classes">Their names, in any order, as often as they come.</param>
    public static IEnumerable<FolderNote> Find(IEnumerable<string> classes) => classes.Distinct().GroupBy(NameKey.Of).Where(same => same.Count() > 1)
        .Select(same => same.Order(StringComparer.Ordinal).ToArray())
        .Select(same => new FolderNote(
            FolderNoteKind.SimilarNames, Quoted(same[0]),
            $"and {string.Join(", ", same[1..].Select(Quoted))} are classes of their own that a reader takes for one: they differ {NameKey.Difference(same[0], same[1])}",
            "rename one, or move its pictures into the other"));

    /// <summary>With what nobody sees and what looks alike as numbers: else the message would show one name twice.</summary>
    private static string Quoted(string name) => $"'{name}'{(name.All(char.IsAscii) ? "" : $" ({string.Join(' ', name.EnumerateRunes().Where(rune => !rune.IsAscii).Select(rune => $"U+{rune.Value:X4}"))})")}";
}
