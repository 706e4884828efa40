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
    /// <summary>Reads a file of weights and writes a model that <c>Predictor.Load</c> opens, and a <see cref="ModelCard"/> beside it.</summary>
    /// <param name="file">As <see cref="PretrainedWeights.FromFile"/> takes it, <c>FILE#part</c> too; only read.</param>
    /// <param name="into">The model; <c>.safetensors</c> is added when it has no extension.</param>
    /// <param name="options">What the file does not say.</param>
    /// <returns>What the model says of itself.</returns>
    /// <exception cref="EmblemException">
    /// No such file, weights of another architecture, no classifier that can be read, or as many classes as it has not.
    /// </exception>
    public static ModelMetadata Import(string file, string into, ImportOptions? options = null)
    {
        options ??= new ImportOptions();
        var address = PartAddress.Parse(file);
        if (!address.Exists)
            throw new EmblemException($"There is no weights file '{address.Path}'.");
        NativeRuntime.EnsureLoaded();
        using NamedWeights opened = PublishedNames.Open(address, options.Architecture);
        WeightsFile weights = opened.File;
        ModelMetadata? known = ModelMetadata.IsIn(weights) ? ModelMetadata.Read(weights) : null;
        ArchitectureFit fit = Find(weights, options.Architecture ?? (known is null ? null : Architectures.Find(known.Architecture)));
        Architecture architecture = fit.Architecture;
        (TransferModel model, StoredHead head, IReadOnlyList<string> classes) = Open(architecture, weights, known, options.Classes);
        using TransferModel owned = model;
        var description = new ModelMetadata(
            architecture.Name,
            classes,
            Prepare(options, known?.Preprocessing ?? Usual(architecture, head.Description.Kind)),
            head.Description,
            known?.Provenance ?? Origin(opened, head));

        // What was learned of a model's own pictures holds where pictures are prepared as then.
        bool isAsItWas = description.Preprocessing == known?.Preprocessing;
        KnownFeatures? kept = isAsItWas ? KnownFeatures.Read(weights) : null;
        description = description with { Novelty = kept?.Rule, Answers = isAsItWas ? known?.Answers : null };
        ModelFile.Write(ModelFile.PathOf(into), [.. model.CopyState(), .. kept is null ? [] : (NamedTensor[])[kept.ToTensor()]], description);
        new ModelCard(description) { FileName = Path.GetFileName(ModelFile.PathOf(into)) }.Write(ModelCard.PathFor(into));
        if (opened.Remark(fit, classifier: true) is { } remark)
            options.Remark?.Invoke($"Of {address}: {remark}.");
        return description;
    }

    private static (TransferModel Model, StoredHead Head, IReadOnlyList<string> Classes) Open(
        Architecture architecture, WeightsFile weights, ModelMetadata? known, IReadOnlyList<string> named)
    {
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

    /// <summary>What the file says of itself or the caller asked for, compared with its tensors; else the one that they fit.</summary>
    private static ArchitectureFit Find(WeightsFile weights, Architecture? asked)
    {
        if (asked is not null && ArchitectureFit.Of(asked, weights) is { IsWhole: true } fit)
            return fit;
        ArchitectureFit nearest = ArchitectureFit.Nearest(weights);
        if (asked is null && nearest.IsWhole)
            return nearest;
        string found = nearest.IsWhole ? $"{asked}: they fit {nearest.Architecture}" : nearest.Described;
        throw new EmblemException($"{weights.Path} holds no weights of {found}. Known: {string.Join(", ", Architectures.All)}.");
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

    /// <summary>
    /// A published network's own evaluation; but a learner of fast.ai's sees the whole height or width of a picture: version 1 samples it as it
    /// samples augmented ones, version 2 shrinks it by Pillow's bilinear filter.
    /// </summary>
    private static Preprocessing Usual(Architecture architecture, HeadKind head) => head switch
    {
        HeadKind.FastAi => architecture.Preprocessing with { CropFraction = 1, Resampling = Resampling.Sampled },
        HeadKind.FastAi2 => architecture.Preprocessing with { CropFraction = 1, Resampling = Resampling.Bilinear },
        _ => architecture.Preprocessing,
    };

    private static Preprocessing Prepare(ImportOptions options, Preprocessing usual) => usual with
    {
        Width = options.ImageSize ?? usual.Width,
        Height = options.ImageSize ?? usual.Height,
        Resize = options.Resize ?? usual.Resize,
        Statistics = options.Statistics ?? usual.Statistics,
    };

    /// <summary>No path: the hash says which file it was.</summary>
    private static TrainingProvenance Origin(NamedWeights opened, StoredHead head)
    {
        string saver = !opened.IsFastAi ? "state dictionary"
            : head.Description.Kind == HeadKind.FastAi2 ? "fastai 2 save" : "fast.ai v1 save";
        return new TrainingProvenance($"imported {saver}, sha256 {FilesHash.Of(opened.File.Files)}{(opened.Others.Count == 0 ? "" : $", part {opened.Part}")}")
        {
            EmblemVersion = BuildVersions.Emblem,
            TorchVersion = BuildVersions.Torch,
        };
    }
}
