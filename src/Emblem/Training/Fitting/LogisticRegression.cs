using System.Runtime.InteropServices;
using Emblem.Compute;
using TorchSharp;
using static TorchSharp.torch;

namespace Emblem.Training.Fitting;

/// <summary>
/// Multinomial logistic regression on standardised rows: what scikit-learn's <c>LogisticRegression</c> minimises, C · Σ cross-entropy +
/// ½‖W‖² with a free intercept, here divided by C and the number of rows so that one tolerance serves all. Torch multiplies the matrices, in
/// double; the search is <see cref="Lbfgs"/>. Holds 8 bytes a number of the rows in native memory: dispose it.
/// </summary>
internal sealed class LogisticRegression : IDisposable
{
    /// <summary>The largest part of the gradient at which a fit ends; coefficients are then right to about four digits, losses to eight.</summary>
    public const double Tolerance = 1e-6;

    private readonly Tensor _rows;
    private readonly Tensor _targets;
    private readonly int _classes;
    private readonly int _width;
    private readonly double _count;

    /// <param name="rows">Standardised, row after row.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="classes">How many there are; one that no row has gets an ever smaller probability.</param>
    /// <param name="weight">What a row counts: 1, or 1 / views where a picture has several.</param>
    public LogisticRegression(double[] rows, IReadOnlyList<int> labels, int classes, double weight = 1)
    {
        using var scope = NewDisposeScope();
        _classes = classes;
        _width = rows.Length / labels.Count;
        _count = labels.Count * weight;
        _rows = Copy(rows).reshape(labels.Count, _width).DetachFromDisposeScope();
        _targets = nn.functional.one_hot(tensor([.. labels.Select(label => (long)label)]), classes).to(ScalarType.Float64).DetachFromDisposeScope();
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

    public void Dispose()
    {
        _rows.Dispose();
        _targets.Dispose();
    }

    /// <summary>
    /// In torch's own memory, where every tensor begins at a multiple of 64 bytes. One that torch makes of an array lies where the array lies, and from
    /// other places products come out with other last digits.
    /// </summary>
    private static Tensor Copy(ReadOnlySpan<double> numbers)
    {
        Tensor copy = empty(numbers.Length, ScalarType.Float64);
        MemoryMarshal.AsBytes(numbers).CopyTo(copy.bytes);
        return copy;
    }

    private double Evaluate(double[] point, double decay, double[] gradient)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        using Scalar keptDecay = decay;
        int weights = _classes * _width;
        Tensor weight = Copy(point.AsSpan(0, weights)).reshape(_classes, _width);
        Tensor logits = _rows.mm(weight.t()).add_(Copy(point.AsSpan(weights)), Kept.One);
        Tensor logs = logits.log_softmax(1);
        Tensor fault = logs.exp().sub_(_targets).div_(tensor((double)_rows.shape[0]));
        fault.t().mm(_rows).add_(weight, keptDecay).data<double>().CopyTo(gradient);
        fault.sum(dim: 0).data<double>().CopyTo(gradient, weights);
        double penalty = 0;
        for (int i = 0; i < weights; i++)
            penalty += point[i] * point[i];
        return (-(logs * _targets).sum().item<double>() / _rows.shape[0]) + (decay * penalty / 2);
    }
}
