namespace Emblem.Cli.Terminal;

/// <summary>A list in a line of text: a thousand class names are no line that anybody reads.</summary>
internal static class ShortList
{
    private const int Shown = 10;

    /// <summary>All of it up to ten, else the first ten and how many more there are.</summary>
    public static string Of(IReadOnlyList<string> items) => items.Count <= Shown
        ? string.Join(", ", items)
        : $"{string.Join(", ", items.Take(Shown))} … and {items.Count - Shown} more";
}
