using Emblem.Folders;
using Emblem.Interpretation;

namespace Emblem.Reporting;

/// <summary>Validation pictures with what the model answers, right answers in one colour and wrong ones in another: fast.ai's <c>show_results</c>.</summary>
public static class ResultsPicture
{
    /// <summary>What a run calls the file.</summary>
    public const string FileName = OwnFiles.Results;

    /// <summary>Writes the grid as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">Such as <see cref="ClassificationInterpretation.Results"/>.</param>
    public static void Write(string path, IReadOnlyList<ClassifiedView> results) => ChartStyle.Write(path, Draw(results));

    /// <summary>The grid as PNG.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Draw(IReadOnlyList<ClassifiedView> results)
    {
        int right = results.Count(result => result.IsRight);
        return PictureGrid.Draw($"Some answers: {right} right, {results.Count - right} wrong", [.. results.Select(Cell)]);
    }

    private static GridCell Cell(ClassifiedView result) =>
        new(result.View, [AnswerText.Of("predicted", result.Probability, result.Predicted), $"actual: {result.Actual}"])
        {
            Colour = AnswerText.ColourOf(result.IsRight),
        };
}
