using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>Opens predictors that compute with torch.</summary>
public static class PredictorLoading
{
    extension(Predictor)
    {
        /// <summary>Opens a file that <c>Learner.Save</c>, <c>Export</c> or <c>emblem train</c> wrote.</summary>
        /// <param name="path">The file.</param>
        /// <param name="ownHead">The <see cref="HeadChoice.Custom"/> that the model was trained with; others need nothing.</param>
        /// <param name="compute">What computes; null for fp32 on the processor with torch's own threads.</param>
        /// <param name="options">Test-time views, batches and limits; the defaults when null.</param>
        /// <exception cref="ArgumentException">The path is null or empty.</exception>
        /// <exception cref="EmblemException">
        /// No such file, no Emblem model, a custom head without <paramref name="ownHead"/>, a device that is not there, or natives are missing: torch's,
        /// or libvips, which decodes pictures.
        /// </exception>
        public static Predictor Load(
            string path, HeadChoice? ownHead = null, ComputeOptions? compute = null, PredictorOptions? options = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            TorchEngine engine = TorchEngine.Open(path, ownHead, compute, options?.Messages);
            try
            {
                return new Predictor(engine, options);
            }
            catch
            {
                engine.Dispose();
                throw;
            }
        }
    }
}
