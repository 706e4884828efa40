namespace Emblem.Benchmarks.Features;

/// <summary>One picture's features by side and view.</summary>
internal sealed class PictureFeatures(IReadOnlyDictionary<(int Size, bool Mirrored), StageRow> views)
{
    /// <summary>The means of the named stages, side by side.</summary>
    public float[] Means(int[] stages, int size = 224, bool mirrored = false) => [.. stages.SelectMany(stage => views[(size, mirrored)].Means[stage])];

    /// <summary>The largest values of the named stages, side by side.</summary>
    public float[] Maxima(int[] stages, int size = 224) => [.. stages.SelectMany(stage => views[(size, false)].Maxima[stage])];

    /// <summary>The mean over the picture and its mirror image.</summary>
    public float[] OfBothViews(int[] stages) => [.. Means(stages).Zip(Means(stages, mirrored: true), (plain, mirrored) => (plain + mirrored) / 2)];
}
