using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>Opens a saved model from its file alone.</summary>
internal static class ExportedModel
{
    /// <summary>The network, in evaluation mode, and what it knows of itself. The caller disposes.</summary>
    /// <exception cref="EmblemException">No such file, or no Emblem model.</exception>
    public static (TransferModel Model, ModelMetadata Description) Open(string path)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no model '{path}'. Give a file that 'emblem train' or Learner.Save wrote, such as RUN/best.safetensors.");
        using SafetensorsFile file = SafetensorsFile.Open(path);
        ModelMetadata description = ModelMetadata.Read(file);
        TransferModel model = TransferModel.Create(
            Architectures.Find(description.Architecture), description.Classes.Count, description.FinalNorm, new RandomSource(0));
        try
        {
            model.LoadState(file);
            model.eval();
            return (model, description);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }
}
