using Emblem.Foundation;
using Emblem.ModelFiles;

namespace Emblem.Training.Fitting;

/// <summary>Finds how far a picture has to be from those that taught a network to be of none of their classes.</summary>
internal static class NoveltySearch
{
    // One neighbour would hang on single odd pictures, and five know no more: on three sets the areas under the curves differ by 0.002.
    private const int Neighbours = 3;

    /// <summary>With fewer different pictures nothing is known of how far apart they lie.</summary>
    public const int FewestGroups = 10;

    /// <param name="features">Of pictures that taught, then of others of the same classes.</param>
    /// <param name="taught">How many taught.</param>
    /// <param name="groupOf">One a picture: copies of one picture share a number, and are held out together.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null where fewer than <see cref="FewestGroups"/> pictures that taught differ.</returns>
    public static KnownFeatures? Run(IReadOnlyList<float[]> features, int taught, IReadOnlyList<int> groupOf, CancellationToken stop)
    {
        int width = features[0].Length;
        var known = new KnownFeatures([.. features.Take(taught).SelectMany(row => KnownFeatures.ToRow(row))], width, new NoveltyRule(Neighbours, 1));
        var distances = new double[features.Count];
        Parallel.For(0, features.Count, new ParallelOptions { CancellationToken = stop }, i => distances[i] = known.DistanceOf(features[i], row => groupOf[row] != groupOf[i]));

        // A network that was trained holds its own pictures closer together than new ones: then those that did not teach say what is far.
        double?[] bounds = [Bound(0, taught), Bound(taught, features.Count)];
        return bounds[0] is null || bounds.Max() is not (> 0 and var threshold) ? null : known.With(new NoveltyRule(Neighbours, threshold));

        double? Bound(int from, int to)
        {
            int groups = groupOf.Skip(from).Take(to - from).Distinct().Count();
            return groups < FewestGroups ? null : ToleranceBound.Upper(distances[from..to], groups);
        }
    }
}
