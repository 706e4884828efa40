using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>Opens a saved model from its file alone.</summary>
internal static class ExportedModel
{
    /// <summary>The network, in evaluation mode, what it knows of itself and of the pictures that taught it. The caller disposes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ownHead">What makes a custom head; other heads need nothing.</param>
    /// <exception cref="EmblemException">No such file, no Emblem model, or a custom head that nothing here makes.</exception>
    public static (TransferModel Model, ModelMetadata Description, KnownFeatures? Known) Open(string path, HeadChoice? ownHead = null)
    {
        using WeightsFile file = OpenFile(path);
        ModelMetadata description = ModelMetadata.Read(file);
        HeadChoice head = HeadChoice.For(description.Head, ownHead, path);
        var model = TransferModel.CreateToFill(
            Architectures.Find(description.Architecture), description.Classes.Count, head, new RandomSource(0));
        try
        {
            model.LoadState(file);
            model.eval();
            KnownFeatures? known = KnownFeatures.Read(file);
            return known is null || known.Width == model.Body.StageWidths[^1]
                ? (model, description, known)
                : throw new ModelFileDamagedException($"{path} keeps {known.Width} features of each training picture; its network has {model.Body.StageWidths[^1]}.");
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The file of a model, its description unread.</summary>
    /// <exception cref="EmblemException">No such file, or one that was exported as ONNX, whose network torch cannot compute.</exception>
    public static WeightsFile OpenFile(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no model '{path}'. Give a file that 'emblem train' or Learner.Save wrote, such as RUN/best.safetensors.");
        WeightsFile file = WeightsFile.Open(path);
        if (file is not OnnxFile)
            return file;
        file.Dispose();
        throw new EmblemException(
            $"{path} is an ONNX model, which answers through ONNX Runtime: Predictor.LoadOnnx of Emblem.Inference, or 'emblem predict'. Give the safetensors file that it was made of.");
    }
}
