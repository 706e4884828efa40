using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>How well one class is told apart, with what as many pictures can say.</summary>
/// <param name="Class">Its name.</param>
/// <param name="Precision">Of the pictures that were called so, those that are; their 95% Wilson interval.</param>
/// <param name="Recall">Of its pictures, those that were called so; their 95% Wilson interval.</param>
/// <param name="F1">The harmonic mean of the two, 0 to 1; 0 where neither has a right answer.</param>
/// <param name="F1Low">The lower end of its 95% interval.</param>
/// <param name="F1High">The upper end.</param>
/// <param name="Support">Its pictures.</param>
public sealed record ClassScore(string Class, ScoreInterval Precision, ScoreInterval Recall, double F1, double F1Low, double F1High, int Support)
{
    /// <summary>One row a class, in index order; answers that are missing count as wrong.</summary>
    public static IReadOnlyList<ClassScore> Of(ConfusionMatrix confusion)
    {
        int[] right = new int[confusion.Classes.Count];
        int[] called = new int[confusion.Classes.Count];
        foreach ((int actual, int predicted, int count) in confusion.Cells)
        {
            called[predicted] += count;
            if (actual == predicted)
                right[actual] += count;
        }

        return Listing.Of<ClassScore>([.. confusion.Classes.Select((name, i) => Of(name, right[i], called[i], confusion.CountOf(i)))]);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Class}: precision {Precision}, recall {Recall}, F1 {ValueText.Number(F1)} ({ValueText.Number(F1Low)} to {ValueText.Number(F1High)}), {ValueText.Count(Support, "picture")}";

    /// <summary>
    /// F1 rises and falls with the share of right ones among all that are or were called so, which is a proportion: its interval is Wilson's for that one.
    /// </summary>
    private static ClassScore Of(string name, int right, int called, int support)
    {
        var overlap = ScoreInterval.Wilson(right, called + support - right);
        return new ClassScore(
            name, ScoreInterval.Wilson(right, called), ScoreInterval.Wilson(right, support), F1Of(overlap.Score), F1Of(overlap.Low), F1Of(overlap.High), support);
    }

    private static double F1Of(double overlap) => 2 * overlap / (1 + overlap);
}
