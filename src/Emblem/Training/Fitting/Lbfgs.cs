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

    // The last steps, the oldest first; one that is forgotten lends its memory to the next.
    private readonly List<Past> _past = new(Memory);
    private readonly double[] _shares = new double[Memory];

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
        var direction = new double[point.Length];
        var next = new double[point.Length];
        var nextGradient = new double[point.Length];
        double value = function(point, gradient);
        for (int step = 0; step < MostSteps; step++)
        {
            stop.ThrowIfCancellationRequested();
            if (Vectors.Largest(gradient) <= tolerance)
                return step;
            Turn(gradient, direction);
            double slope = Vectors.Dot(gradient, direction);
            double length = _past.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(Vectors.Dot(gradient, gradient))) : 1;
            double nextValue = double.NaN;
            for (int halving = 0; halving < MostHalvings; halving++, length /= 2)
            {
                point.CopyTo(next, 0);
                Vectors.Add(next, direction, length);
                nextValue = function(next, nextGradient);
                if (nextValue <= value + (Decrease * length * slope) + (Noise * Math.Abs(value)))
                    break;
            }

            if (!(nextValue <= value + (Noise * Math.Abs(value))))
                return step;
            Remember(point, next, gradient, nextGradient);
            next.CopyTo(point, 0);
            (gradient, nextGradient) = (nextGradient, gradient);
            value = nextValue;
        }

        return MostSteps;
    }

    /// <summary>The gradient times what the last steps tell of the inverse Hessian, downhill.</summary>
    private void Turn(double[] gradient, double[] direction)
    {
        direction.AsSpan().Clear();
        Vectors.Add(direction, gradient, -1);
        for (int i = _past.Count - 1; i >= 0; i--)
        {
            _shares[i] = Vectors.Dot(_past[i].Step, direction) / _past[i].Curvature;
            Vectors.Add(direction, _past[i].Change, -_shares[i]);
        }

        if (_past.LastOrDefault() is { } last)
        {
            double scale = last.Curvature / Vectors.Dot(last.Change, last.Change);
            for (int i = 0; i < direction.Length; i++)
                direction[i] *= scale;
        }

        for (int i = 0; i < _past.Count; i++)
            Vectors.Add(direction, _past[i].Step, _shares[i] - (Vectors.Dot(_past[i].Change, direction) / _past[i].Curvature));
    }

    private void Remember(double[] from, double[] to, double[] gradient, double[] nextGradient)
    {
        Past kept = _past.Count == Memory ? _past[0] : new Past(new double[to.Length], new double[to.Length]);
        double curvature = 0;
        for (int i = 0; i < to.Length; i++)
            curvature += (to[i] - from[i]) * (nextGradient[i] - gradient[i]);

        // A convex function curves upwards; what rounding says against it would spoil the recursion.
        if (!(curvature > double.Epsilon))
            return;
        _past.Remove(kept);
        for (int i = 0; i < to.Length; i++)
        {
            kept.Step[i] = to[i] - from[i];
            kept.Change[i] = nextGradient[i] - gradient[i];
        }

        kept.Curvature = curvature;
        _past.Add(kept);
    }

    /// <summary>A step, and what it changed of the gradient.</summary>
    private sealed class Past(double[] step, double[] change)
    {
        public double[] Step => step;

        public double[] Change => change;

        public double Curvature { get; set; }
    }
}
