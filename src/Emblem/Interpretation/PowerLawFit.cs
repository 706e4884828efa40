namespace Emblem.Interpretation;

/// <summary>
/// Inverse power laws through the points of a learning curve: error = c + b · pictures^−a, as learning curves of classifiers are fitted (Figueroa et al. 2012). Not the
/// one best law but all of them, each as likely as it makes the points: from four points over two doublings many laws go on differently, and that is most of
/// what is not known.
/// <para>
/// A law is told by the error at the last point, by how much more it is at the first one, and by what a doubling brings of what the doubling before it brought,
/// 2^−a. All values of these are taken to be equally likely before, but for errors below 0 or above 1, at the points and with any number of pictures.
/// </para>
/// </summary>
internal sealed class PowerLawFit
{
    // From half of all errors that more pictures can mend gone with 1.4 pictures for one, to barely any end in sight.
    private const double LeastRatio = 0.3;
    private const double MostRatio = 0.95;
    private const int Ratios = 27;

    private const int Places = 51;
    private const double Deviations = 4.5;
    private const double Negligible = 1e-4;
    private const double Tail = 0.025;

    private readonly List<Law> _laws = [];
    private readonly List<double> _weights = [];
    private readonly double _first;

    private PowerLawFit(double first) => _first = first;

    /// <summary>Fits.</summary>
    /// <param name="pictures">Ascending, three different ones at least.</param>
    /// <param name="errors">Of each, 0 to 1.</param>
    /// <param name="covariance">Of the errors; positive definite.</param>
    public static PowerLawFit Of(IReadOnlyList<double> pictures, double[] errors, double[,] covariance)
    {
        double[] doublings = [.. pictures.Select(count => Math.Log2(count / pictures[^1]))];
        var found = new PowerLawFit(doublings[0]);
        double[,] root = Cholesky(covariance);
        int end = errors.Length - 1;
        double ofLast = Math.Sqrt(covariance[end, end]);
        double ofRise = Math.Sqrt(covariance[end, end] + covariance[0, 0] - (2 * covariance[0, end]));
        var laws = new List<(Law Law, double Fault)>();
        foreach (double ratio in Grid(LeastRatio, MostRatio, Ratios))
        {
            foreach (double last in Grid(errors[end] - (Deviations * ofLast), errors[end] + (Deviations * ofLast), Places))
            {
                foreach (double rise in Grid(errors[0] - errors[end] - (Deviations * ofRise), errors[0] - errors[end] + (Deviations * ofRise), Places))
                {
                    var law = new Law(last, rise, ratio);
                    if (found.IsPossible(law))
                        laws.Add((law, Fault(root, [.. errors.Select((error, i) => error - found.Error(law, doublings[i]))])));
                }
            }
        }

        double best = laws.Min(law => law.Fault);
        foreach ((Law law, double fault) in laws)
        {
            if (Math.Exp((best - fault) / 2) is > Negligible and var weight)
            {
                found._laws.Add(law);
                found._weights.Add(weight);
            }
        }

        return found;
    }

    /// <summary>By how much the error falls with so many times the pictures of the last point: the median of all laws, and where 95% of them lie.</summary>
    public (double Median, double Low, double High) GainOf(double times) => Quantiles(law => law.Last - Error(law, Math.Log2(times)));

    /// <summary>The error with so many times the pictures of the last point.</summary>
    public (double Median, double Low, double High) ErrorAt(double times) => Quantiles(law => Error(law, Math.Log2(times)));

    private (double Median, double Low, double High) Quantiles(Func<Law, double> of)
    {
        double[] values = [.. _laws.Select(of)];
        double[] weights = [.. _weights];
        Array.Sort(values, weights);
        double all = weights.Sum();
        return (At(0.5), At(Tail), At(1 - Tail));

        double At(double share)
        {
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
            {
                sum += weights[i];
                if (sum >= share * all)
                    return values[i];
            }

            return values[^1];
        }
    }

    /// <summary>The error after doublings of the last point's pictures, below 0 for fewer.</summary>
    private double Error(Law law, double doublings) =>
        law.Last + (law.Rise * (Math.Pow(law.Ratio, doublings) - 1) / (Math.Pow(law.Ratio, _first) - 1));

    private bool IsPossible(Law law)
    {
        double end = law.Last - (law.Rise / (Math.Pow(law.Ratio, _first) - 1));
        double begin = law.Last + law.Rise;
        return end is >= 0 and <= 1 && begin is >= 0 and <= 1 && law.Last is >= 0 and <= 1;
    }

    private static IEnumerable<double> Grid(double low, double high, int count) => Enumerable.Range(0, count).Select(i => low + ((high - low) * i / (count - 1)));

    /// <summary>The lower triangle whose product with its mirror image is the matrix.</summary>
    private static double[,] Cholesky(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        var root = new double[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                double left = matrix[row, column];
                for (int i = 0; i < column; i++)
                    left -= root[row, i] * root[column, i];
                root[row, column] = row == column ? Math.Sqrt(left) : left / root[column, column];
            }
        }

        return root;
    }

    /// <summary>The squared distance of residuals from 0, in standard deviations.</summary>
    private static double Fault(double[,] root, double[] residuals)
    {
        double sum = 0;
        for (int row = 0; row < residuals.Length; row++)
        {
            for (int i = 0; i < row; i++)
                residuals[row] -= root[row, i] * residuals[i];
            residuals[row] /= root[row, row];
            sum += residuals[row] * residuals[row];
        }

        return sum;
    }

    private readonly record struct Law(double Last, double Rise, double Ratio);
}
