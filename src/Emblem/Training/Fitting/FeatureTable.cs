namespace Emblem.Training.Fitting;

/// <summary>
/// The features of some pictures, computed once: a row of floats for each view of each picture, as the frozen body gives them. Costs
/// 4 bytes a feature and view: 5 MB for a thousand pictures of 1280.
/// </summary>
internal sealed class FeatureTable
{
    private readonly Dictionary<string, float[][]> _views;

    /// <param name="views">Features by the picture's path; the first view is the plain picture.</param>
    public FeatureTable(Dictionary<string, float[][]> views)
    {
        _views = views;
        Views = views.Values.First().Length;
    }

    /// <summary>Views of each picture.</summary>
    public int Views { get; }

    /// <summary>The views of a picture, the plain one first.</summary>
    public IReadOnlyList<float[]> Of(string path) => _views[path];
}
