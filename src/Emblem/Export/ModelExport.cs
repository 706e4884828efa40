using Emblem.Compute;
using Emblem.Export.Onnx;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.ModelFiles.Onnx;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>Writes a saved model as a file for others.</summary>
public static class ModelExport
{
    /// <summary>The largest difference that <see cref="OnnxExportResult.LargestDifference"/> may have.</summary>
    public const double MostDifference = 1e-3;

    /// <summary>
    /// Writes an ONNX model: what <see cref="OnnxInterface"/> names, for any number of pictures at once. Its metadata hold the class names and the whole description,
    /// so <c>Predictor.LoadOnnx</c> opens the file alone; a <see cref="ModelCard"/> lies beside it, unless it prepares pictures itself. Written atomically; equal models give equal bytes. Memory holds the model and one tensor more.
    /// </summary>
    /// <param name="model">A file that training or <see cref="WeightsImport"/> wrote.</param>
    /// <param name="into">The file; <c>.onnx</c> is added when it has no extension.</param>
    /// <param name="options">What it is to hold; the defaults when null.</param>
    /// <param name="stop">Ends it with <see cref="OperationCanceledException"/> before the file gets its name.</param>
    /// <exception cref="EmblemException">
    /// No such model, a layer or a preprocessing that ONNX has no words for, more than 2 GB, or answers that differ from the network's: no file is left then, and one
    /// that was there is as it was.
    /// </exception>
    /// <exception cref="ArgumentException">No paths, or a <see cref="OnnxExportOptions.Quantization"/> that does not go with the other options.</exception>
    public static OnnxExportResult WriteOnnx(string model, string into, OnnxExportOptions? options = null, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentException.ThrowIfNullOrEmpty(into);
        options ??= new OnnxExportOptions();
        if (options is { Quantization: not null, FoldNorms: false } or { Quantization: not null, Runtime: null })
            throw new ArgumentException("A model in whole numbers needs a runtime, which calibrates and compares it, and its norms folded: a norm by itself would stay in singles.", nameof(options));
        if (options.Quantization is { Labels.Count: > 0 and var labels, Compared.Count: var compared } && labels != compared)
            throw new ArgumentException($"There are {labels} labels for {compared} pictures to compare.", nameof(options));
        string path = Path.HasExtension(into) ? into : $"{into}.onnx";
        (TransferModel network, ModelMetadata description, KnownFeatures? known) = ExportedModel.Open(model, options.OwnHead);
        using TransferModel owned = network;
        network.Use(ComputePlan.Plain);
        string written = $"{Path.GetFullPath(path)}.{Path.GetRandomFileName()}{AtomicFile.TemporaryExtension}";
        try
        {
            double? logits = null, pictures = null;
            if (options.Runtime is not null)
            {
                Write(options with { WithPreprocessing = false });
                logits = OnnxComparison.Require(network, description, written, options.Runtime, stop);
            }

            WholeExport? whole = options is { Quantization: { } wanted, Runtime: { } computes }
                ? new WholeExport(Graph(options with { WithPreprocessing = false }), description, wanted, computes, written, stop)
                : null;
            OnnxAgreement? agreement = whole?.Find();
            if (whole is not null)
                OnnxModelWriter.Write(written, whole.Rewrite(Graph(options), agreement!), WholeExport.Metadata(description, agreement!));
            else if (options.Runtime is null || options.WithPreprocessing)
                Write(options);
            if (options is { Runtime: { } runtime, WithPreprocessing: true })
                pictures = OnnxComparison.OfPictures(network, description, written, runtime, stop);
            stop.ThrowIfCancellationRequested();
            File.Move(written, path, overwrite: true);
            if (!options.WithPreprocessing)
                WriteCard(description, path);
            return new OnnxExportResult(path, new FileInfo(path).Length, description, logits) { LargestPictureDifference = pictures, Agreement = agreement };
        }
        finally
        {
            File.Delete(written);
        }

        OnnxGraphWriter Graph(OnnxExportOptions wanted) => OnnxNetwork.GraphOf(network, description, known, wanted);

        void Write(OnnxExportOptions wanted) => OnnxModelWriter.Write(written, Graph(wanted), OnnxMetadata.Of(description));
    }

    /// <summary>Writes a model as one safetensors file with a description in the latest format and a hash of its tensors, and a <see cref="ModelCard"/> beside it. Memory holds one tensor at a time.</summary>
    /// <param name="model">A file that training or <see cref="WeightsImport"/> wrote, of any version.</param>
    /// <param name="into">The file; <c>.safetensors</c> is added when it has no extension.</param>
    /// <returns>What the model says of itself.</returns>
    /// <exception cref="EmblemException">No such model, or none of Emblem's.</exception>
    public static ModelMetadata WriteSafetensors(string model, string into)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentException.ThrowIfNullOrEmpty(into);
        using WeightsFile file = ExportedModel.OpenFile(model);
        ModelMetadata description = ModelMetadata.Read(file);
        string path = ModelFile.PathOf(into);
        ModelFile.Write(path, [.. file.Entries.Select(entry => StreamedTensor.Of(file, entry))], description);
        WriteCard(description, path);
        return description;
    }

    private static void WriteCard(ModelMetadata description, string path) =>
        new ModelCard(description) { FileName = Path.GetFileName(path) }.Write(ModelCard.PathFor(path));
}
