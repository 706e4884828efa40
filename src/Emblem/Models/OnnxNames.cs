using Emblem.ModelFiles;

namespace Emblem.Models;

/// <summary>
/// The names of an ONNX model's initializers as ours. An exporter that leaves a network as it is keeps the names of the state dictionary. One that
/// folds norms into convolutions invents names (<c>onnx::Conv_193</c>), and such files are refused: norms of one and zero would give the same
/// features, but what the norms had measured is lost, so the first step of training, which normalises anew, would destroy the network.
/// </summary>
internal static class OnnxNames
{
    private static readonly string[] Invented = ["onnx::Conv_", "onnx::MatMul_"];

    /// <summary>The model under our names; closing the result closes it.</summary>
    /// <exception cref="ModelFileException">Its weights were changed when it was exported.</exception>
    public static WeightsFile Translate(OnnxFile model)
    {
        if (CntkResNet.IsIn(model))
            return CntkResNet.Translate(model);
        string[] changed =
        [
            .. model.Entries.Select(entry => entry.Name)
                .Where(name => Invented.Any(start => name.StartsWith(start, StringComparison.Ordinal))),
        ];
        return changed.Length == 0 ? model : throw new ModelFileException(
            $"{model.Path} does not hold the network's own weights: {changed.Length} of its tensors were made on export, the first '{changed[0]}'. "
            + "Norms that were folded into convolutions have lost the statistics that training needs, and turned matrices their names. "
            + "Save the weights themselves with torch.save(model.state_dict(), 'weights.pth'), "
            + "or export with torch.onnx.export(…, training=torch.onnx.TrainingMode.PRESERVE).");
    }
}
