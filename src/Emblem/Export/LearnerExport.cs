using Emblem.Training;

namespace Emblem.Export;

/// <summary>Adds export to a learner.</summary>
public static class LearnerExport
{
    extension(Learner learner)
    {
        /// <summary>
        /// Writes the model for use: weights, classes and preprocessing in one safetensors file that <c>Predictor.Load</c> opens with
        /// nothing else at hand.
        /// </summary>
        /// <param name="path">The file; <c>.safetensors</c> is added when it has no extension.</param>
        public void Export(string path) => learner.Save(path);
    }
}
