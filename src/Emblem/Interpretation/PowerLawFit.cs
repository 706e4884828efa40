namespace Emblem.Interpretation;

/// <summary>
/// Inverse power laws through the points of a learning curve: error = c + b · pictures^−a, as learning curves of classifiers are fitted (Figueroa et al. 2012). Not the
/// one best law but all of them, each as likely as it makes the points: from four points over two doublings many laws go on differently, and that is most of
/// what is not known.
/// <para>
/// A law is told by the error at the last point, by how much more it is at the first one, and by what a doubling brings of what the doubling before it brought,
/// 2^−a. All values of these are taken to be equally likely before, but for errors below 0 or above 1, at the points and with any number of pictures. What is
/// expected is the median of the laws; its interval holds whatever some law says that the points do not refute (profile likelihood), so that it does not hang on
/// what was taken to be likely.
/// </para>
/// </summary>
internal sealed class PowerLawFit
{
    // From errors that are mended with twice the pictures or never, to barely any end in sight.
    private const double LeastRatio = 0.3;
    private const double MostRatio = 0.95;
    private const int Ratios = 14;

    private const int Places = 35;
    private const double Deviations = 3.5;

    // Chi-squared with one degree of freedom at 95%.
    private const double Refuted = 3.841458820694124;

    private readonly List<(Law Law, double Fault)> _laws = [];
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
        double ofLast = Deviations * Math.Sqrt(covariance[end, end]);
        double ofRise = Deviations * Math.Sqrt(covariance[end, end] + covariance[0, 0] - (2 * covariance[0, end]));
        var residuals = new double[errors.Length];
        foreach (double ratio in Grid((LeastRatio + MostRatio) / 2, (MostRatio - LeastRatio) / 2, Ratios))
        {
            double[] shape = [.. doublings.Select(found.Shape(ratio))];
            foreach (double last in Grid(errors[end], ofLast, Places))
            {
                foreach (double rise in Grid(errors[0] - errors[end], ofRise, Places))
                {
                    var law = new Law(last, rise, ratio);
                    if (!found.IsPossible(law))
                        continue;
                    for (int i = 0; i < residuals.Length; i++)
                        residuals[i] = errors[i] - last - (rise * shape[i]);
                    found._laws.Add((law, Fault(root, residuals)));
                }
            }
        }

        return found;
    }

    /// <summary>By how much the error falls with so many times the pictures of the last point.</summary>
    public (double Median, double Low, double High) GainOf(double times)
    {
        (double median, double low, double high) = Told(Math.Log2(times), relative: true);
        return (-median, -high, -low);
    }

    /// <summary>The error with so many times the pictures of the last point.</summary>
    public (double Median, double Low, double High) ErrorAt(double times) => Told(Math.Log2(times), relative: false);

    private (double Median, double Low, double High) Told(double doublings, bool relative)
    {
        double best = _laws.Min(law => law.Fault);
        Dictionary<double, double> shapes = _laws.Select(law => law.Law.Ratio).Distinct().ToDictionary(ratio => ratio, ratio => Shape(ratio)(doublings));
        double[] values = [.. _laws.Select(law => (relative ? 0 : law.Law.Last) + (law.Law.Rise * shapes[law.Law.Ratio]))];
        double[] kept = [.. values.Where((_, i) => _laws[i].Fault <= best + Refuted)];
        double[] weights = [.. _laws.Select(law => Math.Exp((best - law.Fault) / 2))];
        Array.Sort(values, weights);
        double left = weights.Sum() / 2;
        int middle = 0;
        while (middle < values.Length - 1 && (left -= weights[middle]) > 0)
            middle++;
        return (values[middle], kept.Min(), kept.Max());
    }

    /// <summary>How much of the rise is there after doublings of the last point's pictures, below 0 for fewer: 0 at the last point, 1 at the first.</summary>
    private Func<double, double> Shape(double ratio) => doublings => (Math.Pow(ratio, doublings) - 1) / (Math.Pow(ratio, _first) - 1);

    private bool IsPossible(Law law)
    {
        double end = law.Last - (law.Rise / (Math.Pow(law.Ratio, _first) - 1));
        double begin = law.Last + law.Rise;
        return end is >= 0 and <= 1 && begin is >= 0 and <= 1 && law.Last is >= 0 and <= 1;
    }

    private static IEnumerable<double> Grid(double middle, double reach, int count) =>
        Enumerable.Range(0, count).Select(i => middle + (reach * ((2.0 * i / (count - 1)) - 1)));

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
