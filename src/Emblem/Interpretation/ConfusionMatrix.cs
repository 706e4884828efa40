using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>
/// How often each class was taken for each other: rows are actual, columns predicted classes. Takes room for the cells that occur, at most one a picture: ten
/// thousand classes have a hundred million cells, and nearly all of them are empty.
/// </summary>
public sealed class ConfusionMatrix
{
    private readonly Dictionary<(int Actual, int Predicted), int> _counts = [];
    private readonly int[] _ofClass;

    /// <summary>Counts pairs of answers.</summary>
    /// <param name="classes">The class names, in index order.</param>
    /// <param name="actual">The true class index of each picture.</param>
    /// <param name="predicted">The predicted class index of each picture, −1 for no answer; as many as <paramref name="actual"/>.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classes, IReadOnlyList<int> actual, IReadOnlyList<int> predicted)
    {
        if (actual.Count != predicted.Count)
            throw new ArgumentException($"{actual.Count} actual classes and {predicted.Count} predictions do not pair up.", nameof(predicted));
        Classes = classes;
        _ofClass = new int[classes.Count];
        for (int i = 0; i < actual.Count; i++)
        {
            _ofClass[actual[i]]++;
            if (predicted[i] < 0)
                Unanswered++;
            else
                _counts[(actual[i], predicted[i])] = this[actual[i], predicted[i]] + 1;
        }

        Total = actual.Count;
        Right = _counts.Where(cell => cell.Key.Actual == cell.Key.Predicted).Sum(cell => cell.Value);
    }

    /// <summary>The class names, in index order.</summary>
    public IReadOnlyList<string> Classes { get; private init => field = Listing.Of(value); }

    /// <summary>Pictures of class <paramref name="actual"/> that were predicted as <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _counts.GetValueOrDefault((actual, predicted));

    /// <summary>The same as a share of the class's pictures, 0 to 1, answered or not: scikit-learn's <c>normalize="true"</c>; NaN for a class without any.</summary>
    public double Rate(int actual, int predicted) => (double)this[actual, predicted] / CountOf(actual);

    /// <summary>All pictures.</summary>
    public int Total { get; }

    /// <summary>Pictures on the diagonal.</summary>
    public int Right { get; }

    /// <summary>Pictures to which the model gave no answer, its probabilities being no numbers: in no column, and never right.</summary>
    public int Unanswered { get; }

    /// <summary>The cells that are not 0, row by row.</summary>
    public IEnumerable<(int Actual, int Predicted, int Count)> Cells =>
        Listing.Of<(int, int, int)>([.. _counts.OrderBy(cell => cell.Key).Select(cell => (cell.Key.Actual, cell.Key.Predicted, cell.Value))]);

    /// <summary>Pictures of a class, answered or not: the sum of its row.</summary>
    public int CountOf(int actual) => _ofClass[actual];

    /// <summary>The mistakes made at least <paramref name="atLeast"/> times, most frequent first; fast.ai's <c>most_confused</c>.</summary>
    public IReadOnlyList<ConfusedPair> MostConfused(int atLeast = 1) => Listing.Of<ConfusedPair>(
    [
        .. Cells.Where(cell => cell.Actual != cell.Predicted && cell.Count >= atLeast).OrderByDescending(cell => cell.Count)
            .Select(cell => new ConfusedPair(Classes[cell.Actual], Classes[cell.Predicted], cell.Count)),
    ]);

    /// <inheritdoc/>
    public override string ToString() => ConfusionText.Of(this);
}
