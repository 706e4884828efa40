using System.Text;

namespace Emblem.Export;

/// <summary>Text of users in Markdown: whatever a class is called, it stays one line, one cell of a table, and is no markup.</summary>
internal static class MarkdownText
{
    private const string Marks = "\\`*_{}[]<>|&~#$!";

    /// <summary>Marks are escaped; line breaks and other controls become blanks.</summary>
    public static string Of(string text)
    {
        var written = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isPlain = rune.Value is not (0x2028 or 0x2029) && !Rune.IsControl(rune);
            if (isPlain && Marks.Contains((char)Math.Min(rune.Value, char.MaxValue), StringComparison.Ordinal))
                written.Append('\\');
            written.Append(isPlain ? rune.ToString() : " ");
        }

        return written.ToString().Trim() is { Length: > 0 } some ? some : "(no name)";
    }

    /// <summary>A table; cells are Markdown already.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows) =>
    [
        $"| {string.Join(" | ", heading)} |",
        $"|{string.Concat(heading.Select((_, i) => i == 0 ? "---|" : "---:|"))}",
        .. rows.Select(row => $"| {string.Join(" | ", row)} |"),
        "",
    ];

    /// <summary>A string in quotes as YAML and JSON both read it.</summary>
    public static string Quoted(string text)
    {
        var written = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            written.Append(rune.Value switch
            {
                '"' or '\\' => $"\\{rune}",
                < 0x20 or (>= 0x7f and <= 0x9f) or 0x2028 or 0x2029 or 0xfeff => $"\\u{rune.Value:x4}",
                _ => rune.ToString(),
            });
        }

        return written.Append('"').ToString();
    }
}
