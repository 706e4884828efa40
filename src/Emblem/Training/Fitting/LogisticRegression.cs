namespace Emblem.Training.Fitting;

/// <summary>
/// Multinomial logistic regression on standardised rows: what scikit-learn's <c>LogisticRegression</c> minimises, C · Σ cross-entropy +
/// ½‖W‖² with a free intercept, here divided by C and the number of rows so that one tolerance serves all. In double; the search is <see cref="Lbfgs"/>.
/// </summary>
internal sealed class LogisticRegression
{
    /// <summary>The largest part of the gradient at which a fit ends; coefficients are then right to about four digits, losses to eight.</summary>
    public const double Tolerance = 1e-6;

    // Rows whose probabilities are computed in one piece.
    private const int Block = 128;

    private readonly RowMatrix _rows;
    private readonly int[] _labels;
    private readonly int _classes;
    private readonly int _width;
    private readonly double _count;

    // Logits, and what is too much or too little of each probability in their place; a loss a row.
    private readonly double[] _faults;
    private readonly double[] _losses;

    /// <param name="rows">Standardised, row after row; read in place.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classes">How many there are; one that no row has gets an ever smaller probability.</param>
    /// <param name="weight">What a row counts: 1, or 1 / views where a picture has several.</param>
    public LogisticRegression(double[] rows, IReadOnlyList<int> labels, int classes, double weight = 1)
    {
        _classes = classes;
        _width = rows.Length / labels.Count;
        _count = labels.Count * weight;
        _rows = new RowMatrix(rows, _width);
        _labels = [.. labels];
        _faults = new double[labels.Count * classes];
        _losses = new double[labels.Count];
    }

    /// <summary>A point to start from: all coefficients 0.</summary>
    public double[] Start => new double[_classes * (_width + 1)];

    /// <summary>Moves coefficients to the minimum, in place: weights class by class, then the intercepts.</summary>
    /// <param name="point">Where to start: the solution for a C nearby saves most of the work.</param>
    /// <param name="strength">scikit-learn's C: what the pictures count against small weights.</param>
    /// <param name="tolerance">See <see cref="Tolerance"/>.</param>
    /// <param name="stop">Ends the search with <see cref="OperationCanceledException"/>.</param>
    public void Fit(double[] point, double strength, double tolerance = Tolerance, CancellationToken stop = default) =>
        Lbfgs.Minimise((at, gradient) => Evaluate(at, 1 / (strength * _count), gradient), point, tolerance, stop);

    private double Evaluate(double[] point, double decay, double[] gradient)
    {
        int weights = _classes * _width;
        _rows.Times(point, _classes, _faults);
        RowMatrix.InBlocks(_rows.Count, Block, (long)_faults.Length * _classes, (first, end) =>
        {
            for (int row = first; row < end; row++)
                _losses[row] = Judge(_faults.AsSpan(row * _classes, _classes), point.AsSpan(weights), _labels[row]);
        });
        _rows.SumTimes(_faults, _classes, gradient);
        Vectors.Add(gradient.AsSpan(0, weights), point.AsSpan(0, weights), decay);
        Span<double> intercepts = gradient.AsSpan(weights);
        intercepts.Clear();
        for (int row = 0; row < _rows.Count; row++)
            Vectors.Add(intercepts, _faults.AsSpan(row * _classes, _classes), 1);
        ReadOnlySpan<double> penalised = point.AsSpan(0, weights);
        return (_losses.Sum() / _rows.Count) + (decay * Vectors.Dot(penalised, penalised) / 2);
    }

    /// <summary>A row's cross-entropy. In place of its logits without intercepts comes what is too much of each probability, over the number of rows.</summary>
    private double Judge(Span<double> logits, ReadOnlySpan<double> intercepts, int label)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] += intercepts[i];
            largest = Math.Max(largest, logits[i]);
        }

        double sum = 0;
        double own = logits[label] - largest;
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = Math.Exp(logits[i] - largest);
            sum += logits[i];
        }

        for (int i = 0; i < logits.Length; i++)
            logits[i] = ((logits[i] / sum) - (i == label ? 1 : 0)) / _rows.Count;
        return Math.Log(sum) - own;
    }
}
