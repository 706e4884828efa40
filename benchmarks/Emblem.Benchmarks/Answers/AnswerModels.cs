using Emblem.Export;
using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Benchmarks.Answers;

/// <summary>EfficientNet-Lite0 with 1000 classes at 224 px, for torch and for ONNX Runtime. Its weights are random: no time depends on them.</summary>
/// <param name="Torch">The safetensors file.</param>
/// <param name="Onnx">The same exported in fp32.</param>
internal sealed record AnswerModels(string Torch, string Onnx)
{
    private const int Classes = 1000;

    /// <summary>Writes both.</summary>
    /// <param name="folder">Where.</param>
    public static AnswerModels Write(string folder)
    {
        var models = new AnswerModels(Path.Combine(folder, "model.safetensors"), Path.Combine(folder, "model.onnx"));
        Architecture architecture = Architectures.Find("efficientnet_lite0");
        HeadChoice head = HeadChoice.Linear;
        using (TransferModel network = TransferModel.Create(architecture, Classes, head, new RandomSource(1)))
        {
            string[] names = [.. Enumerable.Range(1, Classes).Select(number => $"class {number}")];
            ModelFile.Write(models.Torch, [.. network.CopyState()], new ModelMetadata(architecture.Name, names, architecture.Preprocessing, head.Description, new TrainingProvenance("random")));
        }

        ModelExport.WriteOnnx(models.Torch, models.Onnx, new OnnxExportOptions { Runtime = OnnxEngine.Runtime });
        return models;
    }
}
