namespace Emblem.Export;

/// <summary>
/// What a program asks that classifies pictures: a <see cref="Predictor"/>, one that takes a new model when its file changes, or a test's own with answers that are known
/// (<see cref="Prediction"/> has a public constructor).
/// </summary>
public interface IPredictor
{
    /// <summary>Class names in index order.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Answers for one picture without holding a thread. One that cannot be read gives a prediction with a reason instead of probabilities.</summary>
    /// <param name="picture">A path, a file's bytes, a stream or a decoded picture.</param>
    /// <param name="stop">Ends the waiting with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">Nothing was given.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    Task<Prediction> PredictAsync(PictureInput picture, CancellationToken stop = default);

    /// <summary>Answers for pictures in their order, each as soon as it is there. A picture is asked for when its turn comes.</summary>
    /// <param name="pictures">Read once; none of them null.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    IAsyncEnumerable<Prediction> PredictManyAsync(IAsyncEnumerable<PictureInput> pictures, CancellationToken stop = default);
}
