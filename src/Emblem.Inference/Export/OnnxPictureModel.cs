using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.ModelFiles.Onnx;

namespace Emblem.Export;

/// <summary>A model that was exported with its preprocessing, as other programs use it: decoded pictures in, probabilities out.</summary>
internal sealed class OnnxPictureModel : IPictureScorer
{
    private readonly OnnxSession _session;

    private OnnxPictureModel(OnnxSession session) => _session = session;

    /// <summary>Opens a file that <c>emblem export --with-preprocessing</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Threads; the defaults when null.</param>
    /// <exception cref="EmblemException">No such file, or a model that takes no whole pictures.</exception>
    public static OnnxPictureModel Open(string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        OnnxSession session = OnnxSession.Open(path, options?.Threads);
        try
        {
            session.Require(OnnxInterface.Picture, OnnxInterface.Probabilities);
            return new OnnxPictureModel(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public float[] Score(PixelImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return _session.Run<byte>(OnnxInterface.Picture, picture.Pixels, [1, picture.Height, picture.Width, 3], OnnxInterface.Probabilities)[0];
    }

    /// <summary>Frees the session.</summary>
    public void Dispose() => _session.Dispose();
}
