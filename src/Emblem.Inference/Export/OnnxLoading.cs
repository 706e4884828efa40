using Emblem.Foundation;

namespace Emblem.Export;

/// <summary>Opens predictors that compute with ONNX Runtime.</summary>
public static class OnnxLoading
{
    extension(Predictor)
    {
        /// <summary>Opens an ONNX model. No torch is needed or loaded.</summary>
        /// <param name="path">A file that <c>emblem export --onnx</c> wrote, or another program's where the options name the classes.</param>
        /// <param name="onnx">Threads, and what the file does not say; the defaults when null.</param>
        /// <param name="options">Test-time views, batches and limits; the defaults when null.</param>
        /// <exception cref="ArgumentException">The path is null or empty.</exception>
        /// <exception cref="EmblemException">As for <see cref="OnnxEngine.Open"/>, or libvips is missing, which decodes pictures.</exception>
        public static Predictor LoadOnnx(string path, OnnxOptions? onnx = null, PredictorOptions? options = null)
        {
            var engine = OnnxEngine.Open(path, onnx);
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
