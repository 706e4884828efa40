using Emblem.Foundation;
using Emblem.Training.Fitting;

namespace Emblem.Tests.Training.Fitting;

public sealed class LogisticRegressionTests
{
    private const int Rows = 60;
    private const int Width = 4;
    private const int Classes = 3;

    [Theory]
    [InlineData(0.01)]
    [InlineData(1)]
    [InlineData(100)]
    public void CoefficientsAreThoseThatNewtonsMethodFinds(double strength)
    {
        (double[] rows, int[] labels) = Draw();

        double[] expected = Centred(Newton(rows, labels, strength));
        double[] found = Centred(Fit(rows, labels, strength, 1e-11));

        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second - pair.First, -1e-6, 1e-6));
        Assert.Contains(expected, value => Math.Abs(value) > 0.05);
    }

    [Fact]
    public void TheUsualToleranceIsCloseEnough()
    {
        (double[] rows, int[] labels) = Draw();

        double[] usual = Fit(rows, labels, 1, LogisticRegression.Tolerance);

        Assert.All(usual.Zip(Newton(rows, labels, 1)), pair => Assert.InRange(pair.First - pair.Second, -1e-3, 1e-3));
    }

    [Fact]
    public void StartingNearbyChangesTheWorkAndNotTheResult()
    {
        (double[] rows, int[] labels) = Draw();
        var regression = new LogisticRegression(rows, labels, Classes);
        double[] warm = regression.Start;
        regression.Fit(warm, 0.1, 1e-11, TestContext.Current.CancellationToken);

        regression.Fit(warm, 1, 1e-11, TestContext.Current.CancellationToken);

        Assert.All(warm.Zip(Fit(rows, labels, 1, 1e-11)), pair => Assert.InRange(pair.First - pair.Second, -1e-6, 1e-6));
    }

    /// <summary>The collector puts arrays where it likes; equal seeds must give equal files all the same.</summary>
    [Fact]
    public void TheResultDoesNotDependOnWhereArraysLie()
    {
        const int width = 37;
        double[] rows = [.. Enumerable.Range(0, Rows * width).Select(i => Math.Sin(i * 1.7))];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Classes)];
        var between = new List<byte[]>();
        double[][] found =
        [
            .. Enumerable.Range(0, 16).Select(turn =>
            {
                between.Add(new byte[(turn * 8) + 1]);
                return Fit([.. rows], labels, 1, LogisticRegression.Tolerance);
            }),
        ];

        Assert.Equal(16, between.Count);
        Assert.All(found, point => Assert.Equal(found[0], point));
    }

    [Fact]
    public void ViewsOfOnePictureCountAsOnePicture()
    {
        (double[] rows, int[] labels) = Draw();
        double[] twice = [.. rows.Chunk(Width).SelectMany(row => row.Concat(row))];
        var regression = new LogisticRegression(twice, [.. labels.SelectMany(label => (int[])[label, label])], Classes, weight: 0.5);
        double[] point = regression.Start;

        regression.Fit(point, 1, 1e-11, TestContext.Current.CancellationToken);

        Assert.All(point.Zip(Fit(rows, labels, 1, 1e-11)), pair => Assert.InRange(pair.First - pair.Second, -1e-6, 1e-6));
    }

    [Fact]
    public void WithMoreFeaturesThanRowsNoOtherWeightsAreCheaper()
    {
        const int wide = 90;
        RandomStream random = new RandomSource(4).Stream("wide");
        double[] rows = [.. Enumerable.Range(0, Rows * wide).Select(_ => random.NextNormal())];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Classes)];
        var regression = new LogisticRegression(rows, labels, Classes);
        double[] point = regression.Start;

        regression.Fit(point, 0.1, 1e-12, TestContext.Current.CancellationToken);

        Assert.Equal(Classes * (wide + 1), point.Length);
        var gradient = new double[point.Length];
        for (int n = 0; n < Rows; n++)
        {
            double[] row = [.. rows.AsSpan(n * wide, wide), 1];
            double[] powers = [.. Enumerable.Range(0, Classes).Select(label => Math.Exp(row.Select((value, k) => value * point[At(label, k)]).Sum()))];
            for (int label = 0; label < Classes; label++)
            {
                for (int k = 0; k <= wide; k++)
                    gradient[At(label, k)] += 0.1 * ((powers[label] / powers.Sum()) - (labels[n] == label ? 1 : 0)) * row[k];
            }
        }

        Assert.All(Enumerable.Range(0, point.Length), i => Assert.InRange(gradient[i] + (i < Classes * wide ? point[i] : 0), -1e-7, 1e-7));

        static int At(int label, int k) => k < wide ? (label * wide) + k : (Classes * wide) + label;
    }

    private static double[] Fit(double[] rows, int[] labels, double strength, double tolerance)
    {
        var regression = new LogisticRegression(rows, labels, Classes);
        double[] point = regression.Start;
        regression.Fit(point, strength, tolerance, TestContext.Current.CancellationToken);
        return point;
    }

    private static (double[] Rows, int[] Labels) Draw()
    {
        RandomStream random = new RandomSource(3).Stream("rows");
        int[] labels = [.. Enumerable.Range(0, Rows).Select(i => i % Classes)];
        return ([.. labels.SelectMany(label => Enumerable.Range(0, Width).Select(k => random.NextNormal() + (k == label ? 1.2 : 0)))], labels);
    }

    /// <summary>C · Σ cross-entropy + ½‖W‖² by Newton's method with the full Hessian; a tiny ridge fixes the intercepts' common constant.</summary>
    private static double[] Newton(double[] rows, int[] labels, double strength)
    {
        int size = Classes * (Width + 1);
        var point = new double[size];
        for (int iteration = 0; iteration < 50; iteration++)
        {
            var gradient = new double[size];
            var hessian = new double[size, size];
            for (int i = 0; i < size; i++)
            {
                double ridge = i < Classes * Width ? 1 : 1e-9;
                gradient[i] = ridge * point[i];
                hessian[i, i] = ridge;
            }

            for (int n = 0; n < Rows; n++)
            {
                double[] row = rows[(n * Width)..((n + 1) * Width)];
                double[] p = Softmax(row, point);
                for (int a = 0; a < size; a++)
                {
                    gradient[a] += strength * (p[ClassOf(a)] - (labels[n] == ClassOf(a) ? 1 : 0)) * InputOf(row, a);
                    for (int b = 0; b < size; b++)
                    {
                        double curvature = (ClassOf(a) == ClassOf(b) ? p[ClassOf(a)] : 0) - (p[ClassOf(a)] * p[ClassOf(b)]);
                        hessian[a, b] += strength * curvature * InputOf(row, a) * InputOf(row, b);
                    }
                }
            }

            double[] step = Solve(hessian, gradient);
            for (int i = 0; i < size; i++)
                point[i] -= step[i];
        }

        return point;
    }

    /// <summary>Intercepts are determined up to a constant of all classes, which rounding sets: theirs made 0.</summary>
    private static double[] Centred(double[] point)
    {
        double[] intercepts = point[(Classes * Width)..];
        return [.. point[..(Classes * Width)], .. intercepts.Select(value => value - intercepts.Average())];
    }

    private static int ClassOf(int i) => i < Classes * Width ? i / Width : i - (Classes * Width);

    private static double InputOf(double[] row, int i) => i < Classes * Width ? row[i % Width] : 1;

    private static double[] Softmax(double[] row, double[] point)
    {
        double[] powers = [.. Enumerable.Range(0, Classes).Select(label => Math.Exp(
            point[(Classes * Width) + label] + row.Select((value, k) => value * point[(label * Width) + k]).Sum()))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    /// <summary>Gaussian elimination with row exchanges.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int size = right.Length;
        double[] x = [.. right];
        for (int column = 0; column < size; column++)
        {
            int pivot = Enumerable.Range(column, size - column).MaxBy(row => Math.Abs(matrix[row, column]));
            for (int k = 0; k < size; k++)
                (matrix[column, k], matrix[pivot, k]) = (matrix[pivot, k], matrix[column, k]);
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (int row = 0; row < size; row++)
            {
                double factor = row == column ? 0 : matrix[row, column] / matrix[column, column];
                for (int k = 0; k < size; k++)
                    matrix[row, k] -= factor * matrix[column, k];
                x[row] -= factor * x[column];
            }
        }

        return [.. x.Select((value, i) => value / matrix[i, i])];
    }
}
