using System.Numerics;
using Emblem.Data;
using Emblem.Training.Fitting;

namespace Emblem.Interpretation;

/// <summary>
/// How far each picture is from those most like it, in the features of a body: the mean distance of the standardised features to its nearest pictures. Costs the
/// square of the number of pictures times the number of features: half a minute for ten thousand.
/// </summary>
internal static class NearestPictures
{
    /// <summary>How many neighbours are asked.</summary>
    public const int Neighbours = 5;

    /// <summary>Distances; infinite for a picture that has only copies of itself beside it.</summary>
    /// <param name="rows">Features, picture by picture.</param>
    /// <param name="groups">Positions of copies of one picture: none is a neighbour of another of them.</param>
    /// <param name="stop">Ends the work.</param>
    public static double[] Distances(IReadOnlyList<float[]> rows, IReadOnlyList<int[]> groups, CancellationToken stop)
    {
        double[] standard = Standardisation.Of(rows).Apply(rows);
        int width = rows[0].Length;
        int[] groupOf = DuplicateGroups.NumberOfEach(groups);
        var distances = new double[rows.Count];
        Parallel.For(0, rows.Count, new ParallelOptions { CancellationToken = stop }, i => distances[i] = Math.Sqrt(
            Enumerable.Range(0, rows.Count).Where(other => groupOf[other] != groupOf[i]).Select(other => Squared(standard.AsSpan(i * width, width), standard.AsSpan(other * width, width)))
                .Order().Take(Neighbours).DefaultIfEmpty(double.PositiveInfinity).Average()));
        return distances;
    }

    private static double Squared(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector<double> sum = Vector<double>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> apart = new Vector<double>(a[i..]) - new Vector<double>(b[i..]);
            sum += apart * apart;
        }

        double squared = Vector.Sum(sum);
        for (; i < a.Length; i++)
            squared += (a[i] - b[i]) * (a[i] - b[i]);
        return squared;
    }
}
