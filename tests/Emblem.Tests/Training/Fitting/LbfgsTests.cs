using Emblem.Training.Fitting;

namespace Emblem.Tests.Training.Fitting;

public sealed class LbfgsTests
{
    [Fact]
    public void FindsTheEndOfAnIllConditionedValley()
    {
        double[] point = [-1.2, 1, 3, -2];

        Lbfgs.Minimise(Rosenbrock, point, 1e-10, TestContext.Current.CancellationToken);

        Assert.All(point, x => Assert.InRange(x, 1 - 1e-7, 1 + 1e-7));
    }

    [Fact]
    public void StaysWhereNothingIsSteep()
    {
        double[] point = [1, 1, 1, 1];

        Assert.Equal(0, Lbfgs.Minimise(Rosenbrock, point, 1e-10, TestContext.Current.CancellationToken));
        Assert.Equal([1, 1, 1, 1], point);
    }

    [Fact]
    public void EndsWhenItIsStopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Lbfgs.Minimise(Rosenbrock, [-1.2, 1, 3, -2], 1e-10, stop.Token));
    }

    /// <summary>Two valleys of Rosenbrock's, with their end at (1, 1).</summary>
    private static double Rosenbrock(double[] point, double[] gradient)
    {
        double value = 0;
        for (int i = 0; i < point.Length; i += 2)
        {
            (double x, double y) = (point[i], point[i + 1]);
            double bend = y - (x * x);
            value += (100 * bend * bend) + ((1 - x) * (1 - x));
            gradient[i] = (-400 * bend * x) - (2 * (1 - x));
            gradient[i + 1] = 200 * bend;
        }

        return value;
    }
}
