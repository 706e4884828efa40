using Emblem.Training.Metrics;

namespace Emblem.Interpretation;

/// <summary>
/// One number by which all logits are divided so that probabilities say how often they are right (Guo et al. 2017). It changes no answer. Fit it on pictures that did
/// not teach the model: held-out folds, or validation.
/// </summary>
public static class TemperatureScaling
{
    private const double Least = 0.05;
    private const double Most = 20;

    // The logarithm is searched; each step leaves 0.62 of the range, so this is exact to 1e-9.
    private const int Steps = 60;

    extension(ScoredBatch scored)
    {
        /// <summary>The temperature with the least mean loss, from 0.05 to 20; 1 where there is no picture. Above 1 the model is too sure of itself.</summary>
        public double FitTemperature()
        {
            double[][] logits = [.. Answered(scored).Select(i => LogitsOf(scored, i))];
            int[] actual = [.. Answered(scored).Select(i => scored.Actual[i])];
            if (logits.Length == 0)
                return 1;
            double golden = (Math.Sqrt(5) - 1) / 2;
            (double low, double high) = (Math.Log(Least), Math.Log(Most));
            (double left, double right) = (high - (golden * (high - low)), low + (golden * (high - low)));
            (double atLeft, double atRight) = (Loss(left), Loss(right));
            for (int step = 0; step < Steps; step++)
            {
                if (atLeft <= atRight)
                {
                    (high, right, atRight) = (right, left, atLeft);
                    left = high - (golden * (high - low));
                    atLeft = Loss(left);
                }
                else
                {
                    (low, left, atLeft) = (left, right, atRight);
                    right = low + (golden * (high - low));
                    atRight = Loss(right);
                }
            }

            return Math.Exp((low + high) / 2);

            double Loss(double logarithm) => logits.Select((of, i) => LossOf(of, actual[i], Math.Exp(logarithm))).Average();
        }

        /// <summary>The same answers with their logits divided by a temperature, and the losses of that.</summary>
        /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
        public ScoredBatch AtTemperature(double temperature)
        {
            if (!(temperature > 0 && double.IsFinite(temperature)))
                throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Expected a number above 0.");
            float[] probabilities = [.. scored.Probabilities];
            float[] losses = [.. scored.Losses];
            foreach (int picture in Answered(scored))
            {
                double[] logits = LogitsOf(scored, picture);
                for (int i = 0; i < scored.Classes; i++)
                    probabilities[(picture * scored.Classes) + i] = (float)Math.Exp(-LossOf(logits, i, temperature));
                losses[picture] = (float)LossOf(logits, scored.Actual[picture], temperature);
            }

            return scored with { Probabilities = probabilities, Losses = losses };
        }
    }

    private static IEnumerable<int> Answered(ScoredBatch scored) => Enumerable.Range(0, scored.Count).Where(i => scored.Predicted(i) >= 0);

    /// <summary>Logits up to a constant, which softmax does not see. A probability that came out as 0 is taken for the smallest number there is.</summary>
    private static double[] LogitsOf(ScoredBatch scored, int picture) =>
        [.. Enumerable.Range(0, scored.Classes).Select(i => Math.Log(Math.Max(scored.Probability(picture, i), float.Epsilon)))];

    private static double LossOf(double[] logits, int actual, double temperature)
    {
        double most = logits.Max();
        double sum = logits.Sum(logit => Math.Exp((logit - most) / temperature));
        return Math.Log(sum) - ((logits[actual] - most) / temperature);
    }
}
