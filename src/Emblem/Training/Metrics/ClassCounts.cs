namespace Emblem.Training.Metrics;

/// <summary>For each class: pictures that are of it, that were said to be of it, and both.</summary>
internal sealed class ClassCounts
{
    private int[] _right = [];
    private int[] _predicted = [];
    private int[] _actual = [];

    public void Reset() => (_right, _predicted, _actual) = ([], [], []);

    public void Update(ScoredBatch batch)
    {
        if (_right.Length == 0)
            (_right, _predicted, _actual) = (new int[batch.Classes], new int[batch.Classes], new int[batch.Classes]);
        for (int i = 0; i < batch.Count; i++)
        {
            int predicted = batch.Predicted(i);
            _actual[batch.Actual[i]]++;
            if (predicted >= 0)
                _predicted[predicted]++;
            if (predicted == batch.Actual[i])
                _right[predicted]++;
        }
    }

    /// <summary>A share of each class from (right, predicted, actual); 0 where there is nothing to divide by, as scikit-learn has it.</summary>
    public IReadOnlyList<double> Shares(Func<int, int, int, (int Part, int Whole)> of) =>
    [
        .. Enumerable.Range(0, _right.Length).Select(i => of(_right[i], _predicted[i], _actual[i])).Select(share =>
            share.Whole == 0 ? 0 : (double)share.Part / share.Whole),
    ];

    /// <summary>The plain mean over the classes that occur, in truth or in predictions; NaN when none does.</summary>
    public double Macro(IReadOnlyList<double> shares) =>
        shares.Where((_, i) => _predicted[i] + _actual[i] > 0).DefaultIfEmpty(double.NaN).Average();
}
