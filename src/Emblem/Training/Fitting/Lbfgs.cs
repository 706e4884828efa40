using System.Numerics;
using System.Runtime.InteropServices;

namespace Emblem.Training.Fitting;

/// <summary>
/// Minimises a smooth function by limited-memory BFGS (Nocedal and Wright 2006, algorithms 7.4 and 7.5): the two-loop recursion over the last
/// steps, then backtracking until Armijo's condition holds. In double; costs a few vectors of the point's length for each step remembered.
/// </summary>
internal sealed class Lbfgs
{
    private const int Memory = 10;
    private const int MostSteps = 2000;
    private const int MostHalvings = 40;
    private const double Decrease = 1e-4;

    // Near the minimum the function's last bits are noise: a rise within them is no rise.
    private const double Noise = 1e-15;

    private readonly Queue<(double[] Step, double[] Change, double Curvature)> _past = new();

    /// <summary>The function's value at a point; fills its gradient.</summary>
    public delegate double Function(double[] point, double[] gradient);

    /// <summary>
    /// Moves a point to the minimum, in place: until no part of the gradient is larger than the tolerance, or no step lowers the value, or
    /// after 2000 steps.
    /// </summary>
    /// <returns>The steps taken.</returns>
    public static int Minimise(Function function, double[] point, double tolerance, CancellationToken stop) =>
        new Lbfgs().Run(function, point, tolerance, stop);

    private int Run(Function function, double[] point, double tolerance, CancellationToken stop)
    {
        var gradient = new double[point.Length];
        double value = function(point, gradient);
        for (int step = 0; step < MostSteps; step++)
        {
            stop.ThrowIfCancellationRequested();
            if (gradient.Max(part => Math.Abs(part)) <= tolerance)
                return step;
            double[] direction = Direction(gradient);
            var next = new double[point.Length];
            var nextGradient = new double[point.Length];
            double slope = Dot(gradient, direction);
            double length = _past.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(Dot(gradient, gradient))) : 1;
            double nextValue = double.NaN;
            for (int halving = 0; halving < MostHalvings; halving++, length /= 2)
            {
                for (int i = 0; i < next.Length; i++)
                    next[i] = point[i] + (length * direction[i]);
                nextValue = function(next, nextGradient);
                if (nextValue <= value + (Decrease * length * slope) + (Noise * Math.Abs(value)))
                    break;
            }

            if (!(nextValue <= value + (Noise * Math.Abs(value))))
                return step;
            Remember(point, next, gradient, nextGradient);
            next.CopyTo(point, 0);
            gradient = nextGradient;
            value = nextValue;
        }

        return MostSteps;
    }

    /// <summary>The gradient times what the last steps tell of the inverse Hessian, downhill.</summary>
    private double[] Direction(double[] gradient)
    {
        double[] direction = [.. gradient.Select(part => -part)];
        var shares = new Stack<double>();
        foreach ((double[] step, double[] change, double curvature) in _past.Reverse())
        {
            double share = Dot(step, direction) / curvature;
            Add(direction, change, -share);
            shares.Push(share);
        }

        if (_past.LastOrDefault() is { Step: not null } last)
        {
            double scale = last.Curvature / Dot(last.Change, last.Change);
            for (int i = 0; i < direction.Length; i++)
                direction[i] *= scale;
        }

        foreach ((double[] step, double[] change, double curvature) in _past)
            Add(direction, step, shares.Pop() - (Dot(change, direction) / curvature));
        return direction;
    }

    private void Remember(double[] from, double[] to, double[] gradient, double[] nextGradient)
    {
        double[] step = [.. to.Zip(from, (a, b) => a - b)];
        double[] change = [.. nextGradient.Zip(gradient, (a, b) => a - b)];
        double curvature = Dot(step, change);

        // A convex function curves upwards; what rounding says against it would spoil the recursion.
        if (!(curvature > double.Epsilon))
            return;
        if (_past.Count == Memory)
            _past.Dequeue();
        _past.Enqueue((step, change, curvature));
    }

    private static void Add(double[] to, double[] what, double factor)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] += factor * what[i];
    }

    private static double Dot(double[] a, double[] b)
    {
        ReadOnlySpan<Vector<double>> left = MemoryMarshal.Cast<double, Vector<double>>(a);
        ReadOnlySpan<Vector<double>> right = MemoryMarshal.Cast<double, Vector<double>>(b);
        Vector<double> lanes = Vector<double>.Zero;
        for (int i = 0; i < left.Length; i++)
            lanes += left[i] * right[i];
        double sum = Vector.Sum(lanes);
        for (int i = left.Length * Vector<double>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
