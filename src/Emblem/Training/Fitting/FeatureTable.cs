using Emblem.Foundation;

namespace Emblem.Training.Fitting;

/// <summary>
/// The features of some pictures, computed once: a row of floats for each view of each picture, as the frozen body gives them. Costs
/// 4 bytes a feature and view: 5 MB for a thousand pictures of 1280.
/// </summary>
internal sealed class FeatureTable
{
    private readonly Dictionary<string, float[][]> _views;
    private readonly Dictionary<string, float[]> _descriptions;

    /// <param name="views">Features by the picture's path, and behind them what describes the picture; the first view is the plain picture.</param>
    /// <param name="described">Numbers that describe a picture: the last stage's means; 0 where rows are both.</param>
    /// <exception cref="EmblemException">A feature is no number: no head could be fitted on it.</exception>
    public FeatureTable(Dictionary<string, float[][]> views, int described = 0)
    {
        if (views.FirstOrDefault(picture => picture.Value.Any(view => !view.All(float.IsFinite))).Key is { } broken)
        {
            throw new EmblemException(
                $"The network gives features of {broken} that are NaN or infinite, so no head can be fitted on them. "
                + "Compute in fp32 if it is bf16, or start from other weights.");
        }

        bool isAlone = described == 0 || views.Values.First()[0].Length == described;
        _views = isAlone ? views : views.ToDictionary(picture => picture.Key, picture => Array.ConvertAll(picture.Value, row => row[..^described]));
        _descriptions = views.ToDictionary(picture => picture.Key, picture => isAlone ? picture.Value[0] : picture.Value[0][^described..]);
        Views = views.Values.First().Length;
    }

    private FeatureTable(IEnumerable<KeyValuePair<string, float[][]>> views, IEnumerable<KeyValuePair<string, float[]>> descriptions, int count)
    {
        _views = new(views);
        _descriptions = new(descriptions);
        Views = count;
    }

    /// <summary>Of no picture yet.</summary>
    public static FeatureTable Empty { get; } = new([], [], 0);

    /// <summary>Views of each picture.</summary>
    public int Views { get; }

    /// <summary>Numbers of a view, which a head reads; 0 for no picture.</summary>
    public int Width => _views.Values.FirstOrDefault()?[0].Length ?? 0;

    /// <summary>These pictures and others, which have as many views.</summary>
    public FeatureTable With(FeatureTable others) => new(_views.Concat(others._views), _descriptions.Concat(others._descriptions), others.Views);

    /// <summary>Whether it is in the table.</summary>
    public bool Has(string path) => _views.ContainsKey(path);

    /// <summary>What tells the plain picture from others whatever a head reads: the last stage's means.</summary>
    public float[] DescriptionOf(string path) => _descriptions[path];

    /// <summary>The views of a picture, the plain one first.</summary>
    public IReadOnlyList<float[]> Of(string path) => _views[path];
}
