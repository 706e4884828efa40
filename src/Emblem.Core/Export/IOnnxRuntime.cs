using Emblem.Imaging;

namespace Emblem.Export;

/// <summary>What computes ONNX models, for those who write them and have no runtime of their own: <c>OnnxEngine.Runtime</c> of Emblem.Inference.</summary>
public interface IOnnxRuntime
{
    /// <summary>Opens a model that takes prepared pictures.</summary>
    /// <param name="path">The file.</param>
    IClassifierEngine Open(string path);

    /// <summary>Opens a model that prepares pictures itself.</summary>
    /// <param name="path">The file.</param>
    IPictureScorer OpenPictures(string path);
}

/// <summary>A model that takes pictures as they are decoded.</summary>
public interface IPictureScorer : IDisposable
{
    /// <summary>The probability of each class.</summary>
    /// <param name="picture">Upright, of any size.</param>
    float[] Score(PixelImage picture);
}
