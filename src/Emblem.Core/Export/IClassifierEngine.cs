using Emblem.ModelFiles;

namespace Emblem.Export;

/// <summary>
/// What computes a model's answers: prepared pictures in, logits out. The one part of a <see cref="Predictor"/> that knows how a network is computed;
/// decoding, views, batches, waiting calls and faults are the predictor's. It is called by one thread at a time, though not always by the same one.
/// </summary>
public interface IClassifierEngine : IDisposable
{
    /// <summary>What the model says of itself; the predictor takes classes and preprocessing from it.</summary>
    ModelMetadata Description { get; }

    /// <summary>Scores prepared pictures.</summary>
    /// <param name="pictures">
    /// Normalised, float [<paramref name="count"/>, 3, height, width] in C order, as the description's preprocessing makes them. Only to be read, and
    /// only during the call.
    /// </param>
    /// <param name="count">Pictures, 1 or more.</param>
    /// <returns>Logits [<paramref name="count"/>, classes] in C order.</returns>
    float[] Score(ReadOnlySpan<float> pictures, int count);

    /// <summary>What tells pictures of something else entirely; null where the model keeps nothing of the kind, or the engine gives no features.</summary>
    KnownFeatures? Known => null;

    /// <summary>Scores prepared pictures and gives their features; asked instead of the other where there is something <see cref="Known"/>.</summary>
    /// <param name="pictures">As for the other.</param>
    /// <param name="count">Pictures, 1 or more.</param>
    /// <param name="features">
    /// [<paramref name="count"/>, <c>Known.Width</c>] in C order: the mean of each feature of the network's last stage. None from an engine that does not say how.
    /// </param>
    /// <returns>Logits [<paramref name="count"/>, classes] in C order.</returns>
    float[] Score(ReadOnlySpan<float> pictures, int count, out float[] features)
    {
        features = [];
        return Score(pictures, count);
    }

    /// <summary>
    /// The softmax of each picture's logits. An engine whose training measured probabilities with a softmax of its own brings that one, so that both
    /// agree to the last bit.
    /// </summary>
    /// <param name="logits">What scoring gave, divided by the description's temperature where it has one.</param>
    /// <returns>Probabilities in the same order; those of a picture add up to 1.</returns>
    float[] Softmax(float[] logits) => ClassProbabilities.Softmax(logits, Description.Classes.Count);
}
