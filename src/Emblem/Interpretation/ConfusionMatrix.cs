namespace Emblem.Interpretation;

/// <summary>How often each class was taken for each other: rows are actual, columns predicted classes.</summary>
public sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    /// <summary>Counts pairs of answers.</summary>
    /// <param name="classes">The class names, in index order.</param>
    /// <param name="actual">The true class index of each picture.</param>
    /// <param name="predicted">The predicted class index of each picture; as many as <paramref name="actual"/>.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classes, IReadOnlyList<int> actual, IReadOnlyList<int> predicted)
    {
        if (actual.Count != predicted.Count)
            throw new ArgumentException($"{actual.Count} actual classes and {predicted.Count} predictions do not pair up.", nameof(predicted));
        Classes = classes;
        _counts = new int[classes.Count, classes.Count];
        for (int i = 0; i < actual.Count; i++)
            _counts[actual[i], predicted[i]]++;
    }

    /// <summary>The class names, in index order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Pictures of class <paramref name="actual"/> that were predicted as <paramref name="predicted"/>.</summary>
    public int this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>All pictures.</summary>
    public int Total => _counts.Cast<int>().Sum();

    /// <summary>Pictures on the diagonal.</summary>
    public int Right => Enumerable.Range(0, Classes.Count).Sum(i => _counts[i, i]);

    /// <summary>The mistakes made at least <paramref name="atLeast"/> times, most frequent first; fast.ai's <c>most_confused</c>.</summary>
    public IReadOnlyList<ConfusedPair> MostConfused(int atLeast = 1) =>
    [
        .. from actual in Enumerable.Range(0, Classes.Count)
           from predicted in Enumerable.Range(0, Classes.Count)
           where actual != predicted && _counts[actual, predicted] >= atLeast
           orderby _counts[actual, predicted] descending
           select new ConfusedPair(Classes[actual], Classes[predicted], _counts[actual, predicted]),
    ];
}
