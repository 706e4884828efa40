namespace Emblem.Duplicates;

/// <summary>What copies of one picture have against each other, in words: a review and a project's queue say the same.</summary>
internal static class DuplicateWords
{
    private const string TwoLabels = "one picture under two labels";

    /// <summary>A copy has another label.</summary>
    public static string OtherLabel(string name, string label) => $"{TwoLabels}: {name} is {label}";

    /// <summary>Whether words are of that kind.</summary>
    public static bool IsOfOtherLabel(string words) => words.StartsWith(TwoLabels, StringComparison.Ordinal);

    /// <summary>A copy lies on another side of a split.</summary>
    public static string OtherSet(string name) => $"the same picture as {name}, which is of another set: a score on it says nothing";

    /// <summary>A copy that does no harm.</summary>
    public static string Copy(string name) => $"the same picture as {name}: a copy teaches little more";
}
