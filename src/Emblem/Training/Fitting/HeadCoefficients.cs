using Emblem.Data;
using Emblem.Models;
using Emblem.Training.Metrics;

namespace Emblem.Training.Fitting;

/// <summary>A regression's result before it becomes a head, in double.</summary>
/// <param name="Standard">What rows are standardised by.</param>
/// <param name="Point">Weights class by class, then the intercepts.</param>
/// <param name="Classes">How many there are.</param>
internal sealed record HeadCoefficients(Standardisation Standard, double[] Point, int Classes)
{
    private int Width => Standard.Mean.Length;

    /// <summary>Those of a head that was fitted.</summary>
    public static HeadCoefficients Of(LinearFit fit) => new(
        new Standardisation([.. fit.Mean.Select(value => (double)value)], [.. fit.Scale.Select(value => (double)value)]),
        [.. fit.Weights.SelectMany(row => row).Concat(fit.Bias).Select(value => (double)value)],
        fit.Bias.Count);

    /// <summary>Probabilities and losses of pictures by their plain view.</summary>
    public ScoredBatch Answer(FeatureTable features, IReadOnlyList<LabelledImage> items) => new(
        Classes,
        [.. items.SelectMany(item => Probabilities(features.Of(item.Path)[0]))],
        [.. items.Select(item => item.Label)],
        [.. items.Select(item => (float)Score(features.Of(item.Path)[0], item.Label).Loss)]);

    /// <summary>Cross-entropy of a row in nats, and whether its class has the largest logit.</summary>
    public (double Loss, bool IsRight) Score(float[] row, int label)
    {
        double[] logits = Logits(row);
        double largest = logits.Max();
        double sum = logits.Sum(logit => Math.Exp(logit - largest));
        return (Math.Log(sum) + largest - logits[label], Array.IndexOf(logits, largest) == label);
    }

    /// <summary>The probability of each class.</summary>
    public float[] Probabilities(float[] row)
    {
        double[] logits = Logits(row);
        double largest = logits.Max();
        double sum = logits.Sum(logit => Math.Exp(logit - largest));
        return [.. logits.Select(logit => (float)(Math.Exp(logit - largest) / sum))];
    }

    public LinearFit ToFit() => new(
        [.. Standard.Mean.Select(value => (float)value)],
        [.. Standard.Scale.Select(value => (float)value)],
        [.. Enumerable.Range(0, Classes).Select(label => (IReadOnlyList<float>)[.. Point[(label * Width)..((label + 1) * Width)].Select(value => (float)value)])],
        [.. Point[(Classes * Width)..].Select(value => (float)value)]);

    private double[] Logits(float[] row)
    {
        double[] standard = Standard.Apply([row]);
        double[] logits = Point[(Classes * Width)..];
        for (int label = 0; label < Classes; label++)
            logits[label] += Vectors.Dot(Point.AsSpan(label * Width, Width), standard);

        return logits;
    }
}
