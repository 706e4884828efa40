using Emblem.Foundation;

namespace Emblem.Training.Fitting;

/// <summary>
/// The features of some pictures, computed once: a row of floats for each view of each picture, as the frozen body gives them. Costs
/// 4 bytes a feature and view: 5 MB for a thousand pictures of 1280.
/// </summary>
internal sealed class FeatureTable
{
    private readonly Dictionary<string, float[][]> _views;

    /// <param name="views">Features by the picture's path; the first view is the plain picture.</param>
    /// <exception cref="EmblemException">A feature is no number: no head could be fitted on it.</exception>
    public FeatureTable(Dictionary<string, float[][]> views)
    {
        if (views.FirstOrDefault(picture => picture.Value.Any(view => !view.All(float.IsFinite))).Key is { } broken)
        {
            throw new EmblemException(
                $"The network gives features of {broken} that are NaN or infinite, so no head can be fitted on them. "
                + "Compute in fp32 if it is bf16, or start from other weights.");
        }

        _views = views;
        Views = views.Values.First().Length;
    }

    /// <summary>Views of each picture.</summary>
    public int Views { get; }

    /// <summary>The views of a picture, the plain one first.</summary>
    public IReadOnlyList<float[]> Of(string path) => _views[path];
}
