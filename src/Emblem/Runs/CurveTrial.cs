using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>A fold of a learning curve: what is held out, and the parts of the rest that teach.</summary>
/// <param name="Repeat">From 0.</param>
/// <param name="HeldOut">Positions of the pictures.</param>
/// <param name="Parts">Positions for each part, each within the next.</param>
internal sealed record CurveTrial(int Repeat, int[] HeldOut, IReadOnlyList<int[]> Parts)
{
    /// <summary>All folds of all repetitions; equal seeds give equal ones.</summary>
    /// <param name="labels">The class of each picture.</param>
    /// <param name="groups">Positions of copies of one picture, which are held out and taken into a part together.</param>
    /// <param name="options">Folds and parts.</param>
    /// <param name="repeats">How often the pictures are divided.</param>
    /// <param name="seed">Of the run.</param>
    /// <exception cref="EmblemException">No class has two different pictures.</exception>
    public static IReadOnlyList<CurveTrial> All(IReadOnlyList<int> labels, IReadOnlyList<int[]> groups, LearningCurveOptions options, int repeats, long seed)
    {
        var trials = new List<CurveTrial>();
        for (int repeat = 0; repeat < repeats; repeat++)
        {
            var random = new RandomSource(seed + repeat);
            int[] fold = Folds.Divide(labels, groups, options.Folds, random);
            foreach (int held in fold.Where(one => one != Folds.Never).Distinct().Order())
            {
                int[][] others = [.. groups.Where(group => fold[group[0]] != held)];
                trials.Add(new CurveTrial(
                    repeat,
                    [.. Enumerable.Range(0, labels.Count).Where(i => fold[i] == held)],
                    [.. options.Shares.Select(share => Part(others, labels, share, random, held))]));
            }
        }

        return trials.Count > 0 ? trials : throw new EmblemException(
            "No class has two different pictures, so none can be held out to see what others teach. Add pictures.");
    }

    /// <summary>Of each class the first groups of one order, until their pictures are the share: so that a larger part holds the smaller ones. One at least.</summary>
    private static int[] Part(int[][] groups, IReadOnlyList<int> labels, double share, RandomSource random, int held)
    {
        var part = new List<int>();
        foreach (IGrouping<int, int[]> ofClass in groups.GroupBy(group => labels[group[0]]).OrderBy(stratum => stratum.Key))
        {
            int[][] order = [.. ofClass];
            random.Stream("part", held, ofClass.Key).Shuffle(order.AsSpan());
            double wanted = Math.Max(1, Math.Round(share * order.Sum(group => group.Length)));
            int taken = 0;
            foreach (int[] group in order.TakeWhile(_ => taken < wanted))
            {
                taken += group.Length;
                part.AddRange(group);
            }
        }

        return [.. part.Order()];
    }
}
