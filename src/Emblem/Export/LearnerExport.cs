using Emblem.Foundation;
using Emblem.ModelFiles;
using Emblem.Training;

namespace Emblem.Export;

/// <summary>Adds export to a learner.</summary>
public static class LearnerExport
{
    extension(Learner learner)
    {
        /// <summary>
        /// Writes the model for use: weights, classes and preprocessing in one safetensors file that <c>Predictor.Load</c> opens with
        /// nothing else at hand, and a <see cref="ModelCard"/> beside it, <c>NAME.card.md</c>.
        /// </summary>
        /// <param name="path">The file; <c>.safetensors</c> is added when it has no extension.</param>
        /// <param name="scores">What the card tells of how well it does, the most telling first; nothing when null.</param>
        /// <exception cref="EmblemException">A weight is NaN or infinite: such a model answers nothing. The files are as they were.</exception>
        public void Export(string path, IReadOnlyList<CardScore>? scores = null)
        {
            learner.Save(path);
            new ModelCard(learner.WholeDescription) { FileName = Path.GetFileName(ModelFile.PathOf(path)), Scores = scores ?? [] }.Write(ModelCard.PathFor(path));
        }

        /// <summary>Writes the model as ONNX, as <see cref="ModelExport.WriteOnnx"/> does with a saved one.</summary>
        /// <param name="path">The file; <c>.onnx</c> is added when it has no extension.</param>
        /// <param name="options">What it is to hold and what compares it; the defaults when null.</param>
        /// <exception cref="EmblemException">As for a saved model, or a weight is NaN or infinite.</exception>
        public OnnxExportResult ExportOnnx(string path, OnnxExportOptions? options = null)
        {
            string saved = $"{Path.GetFullPath(path)}.{Path.GetRandomFileName()}{AtomicFile.TemporaryExtension}";
            try
            {
                learner.Save(saved);
                return ModelExport.WriteOnnx(saved, path, options);
            }
            finally
            {
                File.Delete(saved);
            }
        }
    }
}
