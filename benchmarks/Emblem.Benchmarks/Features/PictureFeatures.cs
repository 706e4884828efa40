namespace Emblem.Benchmarks.Features;

/// <summary>One picture's features as it is and mirrored.</summary>
internal sealed class PictureFeatures(StageRow plain, StageRow mirrored)
{
    /// <summary>The means of the named stages, side by side.</summary>
    public float[] Means(params int[] stages) => [.. stages.SelectMany(stage => plain.Means[stage])];

    /// <summary>The same of the mirror image.</summary>
    public float[] Mirrored(params int[] stages) => [.. stages.SelectMany(stage => mirrored.Means[stage])];

    /// <summary>The largest values of the named stages, side by side.</summary>
    public float[] Maxima(params int[] stages) => [.. stages.SelectMany(stage => plain.Maxima[stage])];

    /// <summary>The mean over the picture and its mirror image.</summary>
    public float[] OfBothViews(params int[] stages) => [.. Means(stages).Zip(Mirrored(stages), (one, other) => (one + other) / 2)];
}
