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

    /// <summary>Opens a model of which more than its answers are read: to learn how large the numbers inside are.</summary>
    /// <param name="path">The file.</param>
    IValueReader OpenValues(string path);
}

/// <summary>A model that takes prepared pictures and gives any of its outputs.</summary>
public interface IValueReader : IDisposable
{
    /// <summary>Computes outputs.</summary>
    /// <param name="pictures">In C order.</param>
    /// <param name="shape">Theirs: pictures, 3, height, width.</param>
    /// <param name="outputs">By name.</param>
    /// <returns>Each output's numbers in C order.</returns>
    float[][] Read(ReadOnlySpan<float> pictures, IReadOnlyList<long> shape, IReadOnlyList<string> outputs);
}

/// <summary>A model that takes pictures as they are decoded.</summary>
public interface IPictureScorer : IDisposable
{
    /// <summary>The probability of each class.</summary>
    /// <param name="picture">Upright, of any size.</param>
    float[] Score(PixelImage picture);
}
