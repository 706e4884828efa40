namespace Emblem.Cli.Terminal;

/// <summary>Rows of counts, one a class: of a thousand classes the first, and the others together in one row.</summary>
internal static class CountTable
{
    private const int Shown = 20;

    /// <summary>How many classes have a row of their own in an output: all where <c>-v</c> asks for them.</summary>
    public static int MostIn(CommandOutput output) => output.IsVerbose ? int.MaxValue : Shown;

    /// <summary>A row a name, and one for those beyond <paramref name="most"/> where there are such; columns add up to the same in any case.</summary>
    /// <param name="names">Of the classes.</param>
    /// <param name="columns">One count a name each.</param>
    /// <param name="most">Names with a row of their own.</param>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<int>> columns, int most)
    {
        int shown = Math.Min(most, names.Count);
        return
        [
            .. names.Take(shown).Select((name, i) => (string[])[name, .. columns.Select(column => $"{column[i]}")]),
            .. shown < names.Count
                ? [[$"… and {names.Count - shown} more", .. columns.Select(column => $"{column.Skip(shown).Sum()}")]]
                : (IReadOnlyList<string>[])[],
        ];
    }
}
