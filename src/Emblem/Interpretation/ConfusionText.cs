using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>A confusion matrix as lines of text: rows are actual, columns predicted classes, as scikit-learn's, with their names.</summary>
internal static class ConfusionText
{
    // What fits beside each other on a usual terminal.
    private const int ShownClasses = 10;
    private const int LongestName = 20;
    private const string Corner = "actual \\ predicted";

    /// <summary>All classes up to ten; of more those ten with the most mistakes, and what is left out.</summary>
    public static string Of(ConfusionMatrix matrix)
    {
        int classes = matrix.Classes.Count;
        int[] shown = classes <= ShownClasses ? [.. Enumerable.Range(0, classes)] : MostMistaken(matrix);
        string[] names = [.. shown.Select(i => Short(matrix.Classes[i]))];
        int first = names.Append(Corner).Max(name => name.Length);
        List<string> lines = [Row(Corner, names)];
        lines.AddRange(shown.Select((actual, i) => Row(names[i], shown.Select(predicted => ValueText.Count(matrix[actual, predicted])))));
        if (classes > ShownClasses)
        {
            lines.Add(
                $"… and {ValueText.Count(classes - ShownClasses, "more class", "more classes")}; these have the most mistakes. "
                + $"{ValueText.Count(matrix.Total - matrix.Right)} of {ValueText.Count(matrix.Total, "picture")} are wrong.");
        }

        if (matrix.Unanswered > 0)
            lines.Add($"{ValueText.Count(matrix.Unanswered, "picture")} without an answer, in no column");
        return string.Join(Environment.NewLine, lines);

        string Row(string name, IEnumerable<string> cells) =>
            $"{name.PadRight(first)}  {string.Join("  ", cells.Zip(names, (cell, column) => cell.PadLeft(Math.Max(column.Length, CellWidth(matrix)))))}";
    }

    private static int CellWidth(ConfusionMatrix matrix) => ValueText.Count(matrix.Total).Length;

    /// <summary>Classes in index order: those whose pictures were taken for others, or others for them, most often.</summary>
    private static int[] MostMistaken(ConfusionMatrix matrix)
    {
        int[] mistakes = new int[matrix.Classes.Count];
        foreach ((int actual, int predicted, int count) in matrix.Cells.Where(cell => cell.Actual != cell.Predicted))
        {
            mistakes[actual] += count;
            mistakes[predicted] += count;
        }

        return [.. Enumerable.Range(0, mistakes.Length).OrderByDescending(i => mistakes[i]).ThenBy(i => i).Take(ShownClasses).Order()];
    }

    private static string Short(string name) => name.Length <= LongestName ? name : $"{name[..(LongestName - 1)]}…";
}
