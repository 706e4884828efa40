using System.Runtime.InteropServices;
using Emblem.Augmentation;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;
using static TorchSharp.torch;

namespace Emblem.Export;

/// <summary>
/// A saved model ready to answer. Pictures are prepared exactly as in training. Holds native memory: dispose it. One call at a time.
/// </summary>
public sealed class Predictor : IDisposable
{
    // Larger ones are no faster on a processor and hold more memory.
    private const int BatchSize = 4;
    private readonly TransferModel _model;
    private readonly ModelMetadata _description;

    private Predictor(TransferModel model, ModelMetadata description)
    {
        _model = model;
        _description = description;
    }

    /// <summary>Class names in index order.</summary>
    public IReadOnlyList<string> Classes => _description.Classes;

    /// <summary>What is done to each picture.</summary>
    public Preprocessing Preprocessing => _description.Preprocessing;

    /// <summary>All that the file says of the model: classes, preprocessing, head, and how it was trained.</summary>
    public ModelMetadata Description => _description;

    /// <summary>The network's name.</summary>
    public string Architecture => _description.Architecture;

    /// <summary>The views of each picture that answers are averaged over; <see cref="TestTimeAugmentation.None"/> by default.</summary>
    public TestTimeAugmentation TestTime { get; set; } = TestTimeAugmentation.None;

    /// <summary>Told in a sentence when a convolution has to be computed in another way than planned, because its numbers would be wrong; nobody by default.</summary>
    public IProgress<string>? Messages { get; set; }

    /// <summary>Opens a file that <c>Learner.Save</c>, <c>Export</c> or <c>emblem train</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ownHead">The <see cref="HeadChoice.Custom"/> that the model was trained with; others need nothing.</param>
    /// <param name="compute">What computes; null for fp32 on the processor with torch's own threads.</param>
    /// <exception cref="EmblemException">
    /// No such file, no Emblem model, a custom head without <paramref name="ownHead"/>, a device that is not there, or the natives are missing.
    /// </exception>
    public static Predictor Load(string path, HeadChoice? ownHead = null, ComputeOptions? compute = null)
    {
        ComputePlan? plan = compute?.Resolve();
        (TransferModel model, ModelMetadata description) = ExportedModel.Open(path, ownHead);
        var predictor = new Predictor(model, description);
        try
        {
            plan?.PrepareProcess();
            model.Use(plan ?? ComputePlan.Plain, note => predictor.Messages?.Report(note));
            return predictor;
        }
        catch
        {
            predictor.Dispose();
            throw;
        }
    }

    /// <summary>Answers for one file. A file that is no whole picture gives a prediction with a reason instead of probabilities.</summary>
    public Prediction Predict(string path) => PredictFiles([(path, path)])[0];

    /// <summary>Answers for every picture below a folder, named by their paths below it, in ordinal order.</summary>
    /// <param name="folder">Searched with its subfolders.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">No such folder, or no picture in it.</exception>
    public IReadOnlyList<Prediction> PredictFolder(string folder, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        ImageFolder pictures = ImageFolder.Open(folder);
        return PredictFiles([.. pictures.Names.Select(name => (name, pictures.PathOf(name)))], progress, stop);
    }

    /// <summary>Answers for files, in their order.</summary>
    /// <param name="files">Each with the name that its prediction carries.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="stop">Ends the work between two batches with <see cref="OperationCanceledException"/>.</param>
    public IReadOnlyList<Prediction> PredictFiles(
        IReadOnlyList<(string Name, string Path)> files, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        var predictions = new List<Prediction>(files.Count);
        foreach ((string Name, string Path)[] chunk in files.Chunk(Math.Max(1, BatchSize / TestTime.ViewCount)))
        {
            stop.ThrowIfCancellationRequested();
            predictions.AddRange(PredictChunk(chunk, predictions.Count));
            progress?.Report(new StepProgress("predicting", predictions.Count, files.Count));
        }

        return predictions;
    }

    /// <summary>Frees the model.</summary>
    public void Dispose() => _model.Dispose();

    /// <param name="files">Read and scored together.</param>
    /// <param name="first">The place of the first in the call.</param>
    private Prediction[] PredictChunk((string Name, string Path)[] files, int first)
    {
        int views = TestTime.ViewCount;
        int values = Preprocessing.ValueCount * views;
        float[] pixels = new float[values * files.Length];
        string?[] reasons = new string?[files.Length];
        Parallel.For(0, files.Length, i => reasons[i] = Read(files[i].Path, first + i, pixels.AsMemory(i * values, values)));
        int[] read = [.. Enumerable.Range(0, files.Length).Where(i => reasons[i] is null)];
        float[][] rows = Score(pixels, [.. read.SelectMany(i => Enumerable.Range(i * views, views))]);
        float[][] probabilities = views == 1 ? rows : [.. rows.Chunk(views).Select(Average)];
        return
        [
            .. files.Select((file, i) => new Prediction(
                file.Name, Classes, reasons[i] is null ? probabilities[Array.IndexOf(read, i)] : [], reasons[i])),
        ];
    }

    /// <summary>Null when the picture was read, into as many views as there are, else why not.</summary>
    private string? Read(string path, int item, Memory<float> destination)
    {
        try
        {
            PixelImage picture = ImageCodec.Decode(path, orientation: Preprocessing.Orientation);
            int values = Preprocessing.ValueCount;
            foreach ((int i, TestTimeView view) in TestTime.Views.Index())
                Prepare(picture, view.Changes, TestTimeAugmentation.Stream(i, item), destination.Span.Slice(i * values, values));
            return null;
        }
        catch (ImageFileException fault)
        {
            return fault.Reason;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private void Prepare(PixelImage picture, IReadOnlyList<IAugmentation> changes, RandomStream random, Span<float> destination)
    {
        if (changes.Count == 0)
        {
            Preprocessing.Prepare(picture, destination);
            return;
        }

        SamplingPlan plan = Preprocessing.PlanFor(picture);
        foreach (IAugmentation change in changes)
            change.Choose(plan, random);
        Resampler.Sample(picture, plan, Preprocessing.Statistics, destination);
    }

    /// <summary>The weighted mean of the views' probabilities.</summary>
    private float[] Average(float[][] views) =>
        [.. Enumerable.Range(0, Classes.Count).Select(label => (float)TestTime.Views.Zip(views, (view, row) => view.Weight * row[label]).Sum())];

    /// <summary>One row of probabilities for each view that was read.</summary>
    private float[][] Score(float[] pixels, int[] read)
    {
        if (read.Length == 0)
            return [];
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        int values = Preprocessing.ValueCount;
        Tensor inputs = empty([read.Length, 3, Preprocessing.Height, Preprocessing.Width], ScalarType.Float32);
        for (int row = 0; row < read.Length; row++)
            MemoryMarshal.AsBytes(pixels.AsSpan(read[row] * values, values)).CopyTo(inputs.bytes[(row * values * sizeof(float))..]);
        float[] all = _model.forward(inputs).softmax(1).data<float>().ToArray();
        return [.. all.Chunk(Classes.Count)];
    }
}
