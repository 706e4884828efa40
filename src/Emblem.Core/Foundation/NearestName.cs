namespace Emblem.Foundation;

/// <summary>Guesses what a person meant to type.</summary>
internal static class NearestName
{
    private const int Named = 20;

    /// <summary>
    /// A candidate that begins like that, else the one to which the fewest single-letter changes lead (Levenshtein 1966); case aside, and the
    /// first of equals.
    /// </summary>
    public static string To(string typed, IEnumerable<string> candidates) => candidates.MinBy(candidate =>
            candidate.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(typed.ToLowerInvariant(), candidate.ToLowerInvariant()))
        ?? throw new ArgumentException("There is no candidate.", nameof(candidates));

    /// <summary>What to say of a name that is none: the nearest, and which there are.</summary>
    public static string Advice(string typed, IReadOnlyList<string> known) => $"The nearest is {To(typed, known)}. Known: {string.Join(", ", known.Take(Named))}"
        + (known.Count > Named ? $" and {ValueText.Count(known.Count - Named)} more." : ".");

    private static int Distance(string from, string to)
    {
        int[] above = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int[] row = new int[to.Length + 1];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
            above = row;
        }

        return above[^1];
    }
}
