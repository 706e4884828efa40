using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>Opens a saved model from its file alone.</summary>
internal static class ExportedModel
{
    /// <summary>The network, in evaluation mode, and what it knows of itself. The caller disposes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ownHead">What makes a custom head; other heads need nothing.</param>
    /// <exception cref="EmblemException">No such file, no Emblem model, or a custom head that nothing here makes.</exception>
    public static (TransferModel Model, ModelMetadata Description) Open(string path, HeadChoice? ownHead = null)
    {
        if (!File.Exists(path))
            throw new EmblemException($"There is no model '{path}'. Give a file that 'emblem train' or Learner.Save wrote, such as RUN/best.safetensors.");
        using WeightsFile file = WeightsFile.Open(path);
        ModelMetadata description = ModelMetadata.Read(file);
        HeadChoice head = HeadChoice.For(description.Head, ownHead, path);
        var model = TransferModel.Create(
            Architectures.Find(description.Architecture), description.Classes.Count, head, new RandomSource(0));
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
