using Emblem.Foundation;

namespace Emblem.Interpretation;

/// <summary>What a learning curve is made of: which held-out pictures models got wrong that had learned from a part of the others.</summary>
/// <param name="Shares">The parts, ascending.</param>
/// <param name="Pictures">How many taught, a mean for each part.</param>
/// <param name="Wrong">For each repetition, part and picture 1 where it was wrong, else 0.</param>
/// <param name="Losses">Mean cross-entropy of each part.</param>
/// <param name="Groups">Positions of copies of one picture, which stand or fall together; every position once.</param>
internal sealed record CurveScores(
    IReadOnlyList<double> Shares, IReadOnlyList<double> Pictures, IReadOnlyList<double[][]> Wrong, IReadOnlyList<double> Losses, IReadOnlyList<int[]> Groups)
{
    private const int Steps = 16;

    // A power law has three numbers: with fewer points it goes through all of them and tells nothing of their noise.
    private const int FewestPoints = 3;

    private int Count => Wrong[0][0].Length;

    public LearningCurve ToCurve()
    {
        double[] errors = [.. Shares.Select((_, part) => Wrong.Average(repeat => repeat[part].Average()))];
        double[,] covariance = Covariance(errors);
        return new LearningCurve([.. Shares.Select((_, part) => Point(part, errors[part], covariance[part, part]))], Forecast(errors, covariance)) { HeldOut = Count };
    }

    /// <summary>
    /// How much the points would differ with other pictures, and how they would together: the same pictures judge all parts, so that of a rise far less is chance
    /// than of a height. Chance has three shares: of the pictures that judge, of the part that was drawn, and half of one picture more or less, so that nobody is
    /// sure of anything because five pictures are all right.
    /// </summary>
    private double[,] Covariance(double[] errors)
    {
        double[][] means = [.. Shares.Select((_, part) => Enumerable.Range(0, Count).Select(i => Wrong.Average(repeat => repeat[part][i])).ToArray())];
        double[][] ofGroups = [.. means.Select((wrong, part) => Groups.Select(group => group.Sum(i => wrong[i] - errors[part])).ToArray())];
        double[][] ofRepeats = [.. Shares.Select((_, part) => Wrong.Select(repeat => repeat[part].Average() - errors[part]).ToArray())];
        var covariance = new double[Shares.Count, Shares.Count];
        for (int one = 0; one < Shares.Count; one++)
        {
            for (int other = 0; other < Shares.Count; other++)
            {
                covariance[one, other] = (Products(ofGroups[one], ofGroups[other]) * Groups.Count / ((double)Count * Count))
                    + (Products(ofRepeats[one], ofRepeats[other]) / Wrong.Count)
                    + (one == other ? 0.5 / ((double)Groups.Count * Groups.Count) : 0);
            }
        }

        return covariance;
    }

    private static double Products(double[] one, double[] other) => one.Length < 2 ? 0 : one.Zip(other, (a, b) => a * b).Sum() / (one.Length - 1);

    private LearningPoint Point(int part, double error, double variance)
    {
        double told = error is > 0 and < 1 ? error * (1 - error) / variance : Groups.Count;
        (double low, double high) = ScoreInterval.WilsonBounds(1 - error, told);
        return new LearningPoint(Shares[part], (int)Math.Round(Pictures[part]), 1 - error, low, high, Losses[part]);
    }

    private LearningForecast? Forecast(double[] errors, double[,] covariance)
    {
        if (Pictures.Distinct().Count() < FewestPoints)
            return null;
        var law = PowerLawFit.Of(Pictures, errors, covariance);
        const double twice = 2;
        double last = Pictures[^1];
        (double gain, double low, double high) = law.GainOf(twice);
        IEnumerable<double> measured = Enumerable.Range(0, Steps + 1).Select(step => Pictures[0] * Math.Pow(last / Pictures[0], (double)step / Steps));
        IEnumerable<double> beyond = Enumerable.Range(1, Steps / 2).Select(step => last * Math.Pow(twice, step * 2.0 / Steps));
        return new LearningForecast((int)Math.Round(last * twice), gain, low, high) { Band = [.. measured.Concat(beyond).Select(Place)] };

        ForecastPoint Place(double pictures)
        {
            (double error, double least, double most) = law.ErrorAt(pictures / last);
            return new ForecastPoint(pictures, 1 - error, 1 - most, 1 - least);
        }
    }
}
