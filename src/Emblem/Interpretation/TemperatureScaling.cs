using Emblem.Foundation;
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

    // The logarithm is searched; each step leaves 0.62 of the range, so the first is exact to 1e-9 and the second, of which ten are made, to 1e-4.
    private const int Steps = 60;
    private const int FewSteps = 25;

    extension(ScoredBatch scored)
    {
        /// <summary>The temperature with the least mean loss, from 0.05 to 20; 1 where there is no picture. Above 1 the model is too sure of itself.</summary>
        public double FitTemperature() => Fit(scored, Answered(scored), surprises: 0, Steps);

        /// <summary>
        /// The same for new pictures: as if one more, usual in how sure the model is of it, had been taken for its runner-up. That is the rule of succession, without which
        /// a model that was right on all of some pictures would claim to be never wrong.
        /// </summary>
        internal double FitCautiousTemperature() => Fit(scored, Answered(scored), surprises: 1, Steps);

        /// <summary>
        /// The same answers, each at the temperature that nine tenths of the pictures without it choose: what such a temperature does to new pictures, where its effect on
        /// those that chose it would flatter it.
        /// </summary>
        /// <param name="seed">Of the parts.</param>
        internal ScoredBatch AtCrossFittedTemperatures(long seed = RandomSource.UsualSeed)
        {
            double[] temperatures = new double[scored.Count];
            foreach ((int[] part, int[] others) in CrossFitParts.Of(scored.Count, "temperature", seed))
            {
                double chosen = Fit(scored, [.. others.Where(i => scored.Predicted(i) >= 0)], surprises: 1, FewSteps);
                foreach (int picture in part)
                    temperatures[picture] = chosen;
            }

            return At(scored, picture => temperatures[picture]);
        }

        /// <summary>The same answers with their logits divided by a temperature, and the losses of that; itself at 1.</summary>
        /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
        public ScoredBatch AtTemperature(double temperature)
        {
            if (!(temperature > 0 && double.IsFinite(temperature)))
                throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Expected a number above 0.");
            return temperature == 1 ? scored : At(scored, _ => temperature);
        }
    }

    private static double Fit(ScoredBatch scored, int[] pictures, int surprises, int steps)
    {
        if (pictures.Length == 0)
            return 1;
        double[][] logits = [.. pictures.Select(i => LogitsOf(scored, i))];
        double usual = surprises == 0 ? 0 : logits.Select(Lead).Order().ElementAt(logits.Length / 2);
        double[] losses = new double[logits.Length];
        double golden = (Math.Sqrt(5) - 1) / 2;
        (double low, double high) = (Math.Log(Least), Math.Log(Most));
        (double left, double right) = (high - (golden * (high - low)), low + (golden * (high - low)));
        (double atLeft, double atRight) = (Loss(Math.Exp(left)), Loss(Math.Exp(right)));
        for (int step = 0; step < steps; step++)
        {
            if (atLeft <= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (golden * (high - low));
                atLeft = Loss(Math.Exp(left));
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (golden * (high - low));
                atRight = Loss(Math.Exp(right));
            }
        }

        return Math.Exp((low + high) / 2);

        // A thousand classes of ten thousand pictures are ten million exponentials a step. Added in one order, so threads change no bit.
        double Loss(double temperature)
        {
            Parallel.For(0, logits.Length, i => losses[i] = LossOf(logits[i], scored.Actual[pictures[i]], temperature));
            return (losses.Sum() + (surprises * Math.Log(1 + Math.Exp(usual / temperature)))) / (losses.Length + surprises);
        }
    }

    private static ScoredBatch At(ScoredBatch scored, Func<int, double> temperatureOf)
    {
        float[] probabilities = [.. scored.Probabilities];
        float[] losses = [.. scored.Losses];
        foreach (int picture in Answered(scored))
        {
            double[] logits = LogitsOf(scored, picture);
            double temperature = temperatureOf(picture);
            for (int i = 0; i < scored.Classes; i++)
                probabilities[(picture * scored.Classes) + i] = (float)Math.Exp(-LossOf(logits, i, temperature));
            losses[picture] = (float)LossOf(logits, scored.Actual[picture], temperature);
        }

        return scored with { Probabilities = probabilities, Losses = losses };
    }

    private static int[] Answered(ScoredBatch scored) => [.. Enumerable.Range(0, scored.Count).Where(i => scored.Predicted(i) >= 0)];

    /// <summary>Logits up to a constant, which softmax does not see. A probability that came out as 0 is taken for the smallest number there is.</summary>
    private static double[] LogitsOf(ScoredBatch scored, int picture) =>
        [.. Enumerable.Range(0, scored.Classes).Select(i => Math.Log(Math.Max(scored.Probability(picture, i), float.Epsilon)))];

    /// <summary>By how much the first class is before the second.</summary>
    private static double Lead(double[] logits)
    {
        double[] first = [.. logits.OrderDescending().Take(2)];
        return first[0] - first[^1];
    }

    private static double LossOf(double[] logits, int actual, double temperature)
    {
        double most = logits.Max();
        double sum = logits.Sum(logit => Math.Exp((logit - most) / temperature));
        return Math.Log(sum) - ((logits[actual] - most) / temperature);
    }
}
