using System.CommandLine;
using System.Globalization;

namespace Emblem.Cli.Terminal;

/// <summary>Names and what they mean, in two columns that fit a terminal.</summary>
internal static class HelpRows
{
    private const int Indent = 2;
    private const int Gap = 2;

    // A longer name stands on a line of its own, or all texts would be squeezed for it.
    private const int WidestName = 26;

    /// <summary>Two columns; texts that need more lines go on below where they began.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<(string Name, string Text)> rows, int width)
    {
        int names = Math.Min(rows.Max(row => row.Name.Length), WidestName);
        foreach ((string name, string text) in rows)
        {
            string[] lines = [.. Wrap(text, Indent + names + Gap, width)];
            bool isBeside = name.Length <= names && lines.Length > 0;
            yield return isBeside ? $"{new string(' ', Indent)}{name.PadRight(names + Gap)}{lines[0].TrimStart()}" : $"{new string(' ', Indent)}{name}";
            foreach (string line in lines.Skip(isBeside ? 1 : 0))
                yield return line;
        }
    }

    /// <summary>Breaks a text between words; a word that is longer than a line stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int indent, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && indent + line.Length + 1 + word.Length > width)
            {
                yield return new string(' ', indent) + line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
            yield return new string(' ', indent) + line;
    }

    /// <summary>An option as it is typed: <c>-v, --verbose</c>, <c>--size N</c>, <c>--mixup [ALPHA]</c>.</summary>
    public static string Name(Option option)
    {
        // The library's /h and -? work, and need no room here.
        IEnumerable<string> known = option.Aliases.Append(option.Name).Where(name => name.StartsWith('-') && char.IsLetterOrDigit(name[^1]));
        string names = string.Join(", ", known.Distinct(StringComparer.Ordinal).OrderBy(name => name.Length));
        return option.HelpName is not { } value ? names : option.Arity.MinimumNumberOfValues == 0 ? $"{names} [{value}]" : $"{names} {value}";
    }

    /// <summary>What it does, and what happens without it where the description does not say.</summary>
    public static string Text(Option option) =>
        $"{option.Description}{(option.Required ? " Required." : Usual(option) is { } usual ? $" Default: {usual}." : "")}";

    private static string? Usual(Option option) => option.HasDefaultValue && option.GetDefaultValue() is { } value and not false
        ? Convert.ToString(value, CultureInfo.InvariantCulture)
        : null;
}
