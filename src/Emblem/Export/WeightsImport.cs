using System.Security.Cryptography;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>
/// Makes an Emblem model of a classifier that another program saved: fast.ai's <c>learn.save</c> (v1's <c>cnn_learner</c>, fastai 2's
/// <c>vision_learner</c>), a plain state dictionary whose last layer is linear, or a model of Emblem's own that gets other class names.
/// </summary>
public static class WeightsImport
{
    /// <summary>Reads a file of weights and writes a model that <see cref="Predictor.Load"/> opens.</summary>
    /// <param name="file">In any format that <see cref="WeightsFile.Open"/> reads; only read.</param>
    /// <param name="into">The model; <c>.safetensors</c> is added when it has no extension.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>What the model says of itself.</returns>
    /// <exception cref="EmblemException">
    /// No such file, weights of another architecture, no classifier that can be read, or as many classes as it has not.
    /// </exception>
    public static ModelMetadata Import(string file, string into, ImportOptions? options = null)
    {
        options ??= new ImportOptions();
        if (!File.Exists(file))
            throw new EmblemException($"There is no weights file '{file}'.");
        NativeRuntime.EnsureLoaded();
        using WeightsFile stored = WeightsFile.Open(file);
        using WeightsFile weights = FastAiNames.Translate(stored);
        ModelMetadata? known = ModelMetadata.IsIn(weights) ? ModelMetadata.Read(weights) : null;
        Architecture architecture = options.Architecture ?? Find(weights, known);
        (TransferModel model, StoredHead head, IReadOnlyList<string> classes) = Open(architecture, weights, known, options.Classes);
        using TransferModel owned = model;
        var description = new ModelMetadata(
            architecture.Name,
            classes,
            Prepare(options, known?.Preprocessing ?? architecture.Preprocessing),
            head.Description,
            known?.Provenance ?? Origin(stored, head));
        SafetensorsWriter.Write(Path.HasExtension(into) ? into : $"{into}.safetensors", model.CopyState(), description.ToHeader());
        return description;
    }

    private static (TransferModel Model, StoredHead Head, IReadOnlyList<string> Classes) Open(
        Architecture architecture, WeightsFile weights, ModelMetadata? known, IReadOnlyList<string> named)
    {
        if (!architecture.Fits(weights))
            throw OtherNetwork(weights, architecture);
        FeatureExtractor body = architecture.CreateBody();
        TransferModel? model = null;
        try
        {
            StoredHead head = known is null
                ? StoredHead.Find(weights, body.FeatureCount)
                : new StoredHead(known.Head, known.Classes.Count, TransferModel.HeadPrefix);
            IReadOnlyList<string> classes = Name(named, head, known, weights.Path);
            model = TransferModel.Create(body, classes.Count, HeadChoice.For(head.Description, null, weights.Path), new RandomSource(0));
            head.LoadInto(model, weights);
            return (model, head, classes);
        }
        catch
        {
            (model ?? (IDisposable)body).Dispose();
            throw;
        }
    }

    private static Architecture Find(WeightsFile weights, ModelMetadata? known) => known is not null
        ? Architectures.Find(known.Architecture)
        : Architectures.All.FirstOrDefault(candidate => candidate.Fits(weights)) ?? throw OtherNetwork(weights, null);

    private static EmblemException OtherNetwork(WeightsFile weights, Architecture? asked)
    {
        string[] fitting = [.. Architectures.All.Where(candidate => candidate.Fits(weights)).Select(candidate => candidate.Name)];
        string fits = fitting.Length == 0 ? "they fit none that is known" : $"they fit {string.Join(", ", fitting)}";
        return new EmblemException(
            $"{weights.Path} holds no weights of {asked?.ToString() ?? "a known architecture"}: {fits}. "
            + $"Known: {string.Join(", ", Architectures.All.Select(candidate => candidate.Name))}.");
    }

    private static IReadOnlyList<string> Name(IReadOnlyList<string> asked, StoredHead head, ModelMetadata? known, string file)
    {
        IReadOnlyList<string> classes = asked.Count == 0 && known is not null ? known.Classes : asked;
        if (classes.Count != head.Classes)
        {
            throw new EmblemException(
                $"{file} has a classifier with {head.Classes} outputs, and {classes.Count} classes were named{(classes.Count == 0 ? "" : $" ({string.Join(", ", classes)})")}. "
                + "Name one for each output, in their order: fast.ai sorts them by name.");
        }

        string? twice = classes.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        return twice is null ? classes : throw new EmblemException($"The class '{twice}' is named twice; each output has a name of its own.");
    }

    private static Preprocessing Prepare(ImportOptions options, Preprocessing usual) => usual with
    {
        Width = options.ImageSize ?? usual.Width,
        Height = options.ImageSize ?? usual.Height,
        Resize = options.Resize ?? usual.Resize,
        Statistics = options.Statistics ?? usual.Statistics,
    };

    /// <summary>No path: the hash says which file it was.</summary>
    private static TrainingProvenance Origin(WeightsFile stored, StoredHead head)
    {
        string saver = !FastAiNames.AreIn(stored) ? "state dictionary"
            : head.Description.Kind == HeadKind.FastAi2 ? "fastai 2 save" : "fast.ai v1 save";
        using FileStream bytes = File.OpenRead(stored.Path);
        return new TrainingProvenance($"imported {saver}, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}")
        {
            EmblemVersion = BuildVersions.Emblem,
            TorchVersion = BuildVersions.Torch,
        };
    }
}
