using Emblem.Foundation;

namespace Emblem.Training.Metrics;

/// <summary>Predictions for some pictures, with the truth.</summary>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Probabilities">Picture by picture, one probability a class: count × classes.</param>
/// <param name="Actual">The true class index of each picture.</param>
/// <param name="Losses">Cross-entropy of each picture, in nats.</param>
public sealed record ScoredBatch(int Classes, IReadOnlyList<float> Probabilities, IReadOnlyList<int> Actual, IReadOnlyList<float> Losses)
{
    /// <summary><inheritdoc cref="ScoredBatch" path="/param[@name='Actual']/node()"/></summary>
    public IReadOnlyList<int> Actual { get; init => field = Listing.Of(value); } = Listing.Of(Actual);

    /// <summary><inheritdoc cref="ScoredBatch" path="/param[@name='Losses']/node()"/></summary>
    public IReadOnlyList<float> Losses { get; init => field = Listing.Of(value); } = Listing.Of(Losses);

    /// <summary><inheritdoc cref="ScoredBatch" path="/param[@name='Probabilities']/node()"/></summary>
    public IReadOnlyList<float> Probabilities { get; init => field = Listing.Of(value); } = Listing.Of(Probabilities);

    /// <summary>Pictures.</summary>
    public int Count => Actual.Count;

    /// <summary>Right answers with their 95% Wilson interval.</summary>
    public ScoreInterval Accuracy => ScoreInterval.Wilson(Enumerable.Range(0, Count).Count(IsRight), Count);

    /// <summary>Whether the most probable class of a picture is its own; never without an answer.</summary>
    public bool IsRight(int picture) => Predicted(picture) == Actual[picture];

    /// <summary>The probability that a picture belongs to a class.</summary>
    public float Probability(int picture, int ofClass) => Probabilities[(picture * Classes) + ofClass];

    /// <summary>The most probable class of a picture, the first of equals; −1 where the network gave no answer, its probabilities being no numbers.</summary>
    public int Predicted(int picture)
    {
        int best = 0;
        for (int i = 0; i < Classes; i++)
        {
            float probability = Probability(picture, i);
            if (!float.IsFinite(probability))
                return -1;
            if (probability > Probability(picture, best))
                best = i;
        }

        return best;
    }

    /// <summary>One picture of several.</summary>
    internal ScoredBatch One(int picture) =>
        new(Classes, [.. Probabilities.Skip(picture * Classes).Take(Classes)], [Actual[picture]], [Losses[picture]]);

    /// <summary>All pictures of several batches in order.</summary>
    internal static ScoredBatch Join(int classes, IReadOnlyList<ScoredBatch> parts) => new(
        classes,
        [.. parts.SelectMany(part => part.Probabilities)],
        [.. parts.SelectMany(part => part.Actual)],
        [.. parts.SelectMany(part => part.Losses)]);

    /// <inheritdoc/>
    public override string ToString() => $"{ValueText.Count(Count, "picture")} of {ValueText.Count(Classes, "class", "classes")}, right {Accuracy}";
}
