using Emblem.Augmentation;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;

namespace Emblem.Export;

/// <summary>
/// A saved model ready to answer. Pictures are prepared exactly as in training, and the next are decoded while an engine computes. Any number of
/// threads may call it at once; answers are the same as one by one. Probabilities are those of the model's <see cref="AnswerRule"/>, where its file has one: logits
/// divided by its temperature, for each view. Holds the engine's memory: dispose it.
/// </summary>
public sealed class Predictor : IPredictor, IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    private readonly IClassifierEngine _engine;
    private readonly PredictorOptions _options;
    private readonly PicturePreparation _preparation;
    private readonly ScoringQueue _scoring;
    private readonly CallGate _calls = new(typeof(Predictor));

    // Bounds what PredictAsync holds, however many calls wait: one batch is computed while the next is decoded.
    private readonly SemaphoreSlim _places;

    /// <summary>A predictor over an engine.</summary>
    /// <param name="engine">What computes; the predictor's from now on, which disposes it.</param>
    /// <param name="options">Views, batches and limits; the defaults when null.</param>
    /// <exception cref="EmblemException">libvips is missing, without which most pictures do not decode. The engine stays the caller's then.</exception>
    public Predictor(IClassifierEngine engine, PredictorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        VipsLibrary.RequirePresent();
        _engine = engine;
        _options = options ?? new PredictorOptions();
        Description = engine.Description;
        _preparation = new PicturePreparation(Preprocessing, _options);
        _scoring = new ScoringQueue(engine, _options.BatchSize, Idle);
        _places = new SemaphoreSlim(2 * _options.PicturesPerBatch);
    }

    /// <summary>All that the file says of the model: classes, preprocessing, head, and how it was trained.</summary>
    public ModelMetadata Description { get; }

    /// <summary>Class names in index order.</summary>
    public IReadOnlyList<string> Classes => Description.Classes;

    /// <summary>What is done to each picture.</summary>
    public Preprocessing Preprocessing => Description.Preprocessing;

    /// <summary>The network's name.</summary>
    public string Architecture => Description.Architecture;

    /// <summary>The views of each picture that answers are averaged over.</summary>
    public TestTimeAugmentation TestTime => _options.TestTime;

    /// <summary>Answers for one picture. One that cannot be read gives a prediction with a reason instead of probabilities.</summary>
    /// <param name="picture">A path, a file's bytes, a stream or a decoded picture.</param>
    /// <param name="stop">Ends the waiting with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">Nothing was given.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    public Prediction Predict(PictureInput picture, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Predict([picture], null, stop)[0];
    }

    /// <summary>Answers for pictures, in their order; none for none.</summary>
    /// <param name="pictures">Each a path, a file's bytes, a stream or a decoded picture.</param>
    /// <param name="progress">Told after each batch, by the calling thread.</param>
    /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">There is no list, or nothing in one of its places.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    public IReadOnlyList<Prediction> Predict(
        IReadOnlyList<PictureInput> pictures, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Any(picture => picture is null))
            throw new ArgumentException("A picture in the list is null.", nameof(pictures));
        using IDisposable call = _calls.Enter();
        var predictions = new List<Prediction>(pictures.Count);
        Task<Prediction[]>? computing = null;
        int begun = 0;
        foreach (PictureInput[] group in pictures.Chunk(PicturesAtOnce))
        {
            stop.ThrowIfCancellationRequested();
            Task<Prediction[]> next = Begin(group, begun, stop);
            begun += group.Length;
            Take(computing);
            computing = next;
        }

        Take(computing);
        return Listing.Of(predictions);

        void Take(Task<Prediction[]>? group)
        {
            if (group is null)
                return;
            predictions.AddRange(group.GetAwaiter().GetResult());
            progress?.Report(new StepProgress("predicting", predictions.Count, pictures.Count));
        }
    }

    /// <summary>
    /// Answers for one picture without holding a thread. Calls that wait at the same time are computed together, in batches as large as
    /// <see cref="PredictorOptions.BatchSize"/> allows: many pictures cost far less so than one by one, and an answer's last bits depend on its batch.
    /// Start many at once and <c>await Task.WhenAll</c>; at most two batches of them are in memory.
    /// </summary>
    /// <inheritdoc cref="Predict(PictureInput, CancellationToken)"/>
    public Task<Prediction> PredictAsync(PictureInput picture, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return AnswerAsync(picture, _calls.Enter(), stop);
    }

    /// <summary>
    /// Answers for pictures in their order, each as soon as its batch is computed, while the next batch is decoded: for as many pictures as there are, in the memory of two batches. A
    /// picture is asked for when its batch begins. Answers are bit for bit those of a call with a list.
    /// </summary>
    /// <param name="pictures">Read once, as they are needed; none of them null.</param>
    /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    public IAsyncEnumerable<Prediction> PredictManyAsync(IAsyncEnumerable<PictureInput> pictures, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return PredictionStream.Of(this, pictures, () => 0, stop);
    }

    /// <summary>Answers for every picture below a folder, named by their paths below it, in ordinal order.</summary>
    /// <param name="folder">Searched with its subfolders.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The folder's name is null or empty.</exception>
    /// <exception cref="EmblemException">No such folder, or no picture in it.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    public IReadOnlyList<Prediction> PredictFolder(string folder, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ImageFolder pictures = ImageFolder.Open(folder);
        return PredictFiles([.. pictures.Names.Select(name => (name, pictures.PathOf(name)))], progress, stop);
    }

    /// <summary>
    /// Answers for files and folders, named by <see cref="GivenPictures.Find"/>: those of a lone folder by their paths below it, all others by what was
    /// given and the path below it. A file that was given twice gets one answer.
    /// </summary>
    /// <param name="paths">Files and folders, absolute or not.</param>
    /// <param name="progress">Told after each batch, by the calling thread.</param>
    /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentNullException">There is no list.</exception>
    /// <exception cref="EmblemException">A path is neither file nor folder, or a folder holds no picture.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    public IReadOnlyList<Prediction> PredictPaths(
        IReadOnlyList<string> paths, IProgress<StepProgress>? progress = null, CancellationToken stop = default) =>
        Predict(GivenPictures.Find(paths).Pictures, progress, stop);

    /// <summary>Answers for files, in their order.</summary>
    /// <param name="files">Each with the name that its prediction carries.</param>
    /// <param name="progress">Told after each batch, by the calling thread.</param>
    /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">There is no list, or a path in it is null or empty.</exception>
    /// <exception cref="ObjectDisposedException">The predictor is disposed.</exception>
    public IReadOnlyList<Prediction> PredictFiles(
        IReadOnlyList<(string Name, string Path)> files, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        return Predict([.. files.Select(file => PictureInput.OfFile(file.Path, file.Name))], progress, stop);
    }

    /// <summary>
    /// Waits for the calls under way, then frees the engine; later calls get <see cref="ObjectDisposedException"/>. Never call it inside of a call,
    /// as a progress that reports at once could: it would wait for itself.
    /// </summary>
    public void Dispose()
    {
        if (!_calls.Close())
            return;
        _scoring.Dispose();
        _engine.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"Predictor: {Description}";

    /// <summary>Pictures that are computed together.</summary>
    internal int PicturesAtOnce => _options.PicturesPerBatch;

    /// <summary>Keeps the predictor from being disposed until what is returned is.</summary>
    internal IDisposable Enter() => _calls.Enter();

    /// <summary>Decodes a group and lets the engine begin; what is returned ends with its answers.</summary>
    internal Task<Prediction[]> Begin(PictureInput[] group, int first, CancellationToken stop) => FinishAsync(group, _preparation.Prepare(group, first, stop), stop);

    private async Task<Prediction[]> FinishAsync(PictureInput[] group, PreparedPictures prepared, CancellationToken stop) =>
        Answers(group, prepared, await ScoreAsync(prepared, joins: false, stop).WaitAsync(stop).ConfigureAwait(false));

    private async Task<Prediction> AnswerAsync(PictureInput picture, IDisposable call, CancellationToken stop)
    {
        using IDisposable owned = call;
        await _places.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            PreparedPictures prepared = await Task.Run(() => _preparation.PrepareAsync(picture, stop), stop).ConfigureAwait(false);
            ScoredRows scores = await ScoreAsync(prepared, joins: true, stop).WaitAsync(stop).ConfigureAwait(false);
            return Answers([picture], prepared, scores)[0];
        }
        finally
        {
            _places.Release();
        }
    }

    private Task<ScoredRows> ScoreAsync(PreparedPictures prepared, bool joins, CancellationToken stop) =>
        prepared.Rows == 0 ? Task.FromResult(ScoredRows.None) : _scoring.ScoreAsync(prepared, joins, stop);

    private Prediction[] Answers(IReadOnlyList<PictureInput> pictures, PreparedPictures prepared, ScoredRows scores)
    {
        (int views, int at) = (TestTime.ViewCount, 0);
        Prediction[] answers = [.. pictures.Zip(prepared.Reasons, (picture, reason) => reason is null ? Answer(picture, scores, views * at++) : NoAnswer(picture, reason))];
        Array.ForEach(answers, PredictorMeter.Count);
        return answers;
    }

    /// <summary>What an engine computes that is no number is no answer: nothing is most probable in it.</summary>
    private Prediction Answer(PictureInput picture, ScoredRows scores, int row)
    {
        (int views, int classes) = (TestTime.ViewCount, Classes.Count);
        float[] probabilities = ClassProbabilities.Average(TestTime.Views, scores.Probabilities.AsSpan(row * classes, views * classes));
        if (!probabilities.All(float.IsFinite))
            return NoAnswer(picture, "the model computes NaN for it, which is no answer");
        var answer = new Prediction(picture.Name, Classes, probabilities, null) { Path = picture.Path };

        // The nearest view decides: what is far was measured on plain ones, and cuts and turns of a picture are farther than the picture.
        Prediction measured = scores.Novelties.Length == 0 ? answer : answer.Measured(scores.Novelties.AsSpan(row, views).ToArray().Min());
        return measured.Weighed(Description.Answers?.Threshold ?? 0);
    }

    private Prediction NoAnswer(PictureInput picture, string reason) => new(picture.Name, Classes, [], reason) { Path = picture.Path };
}
