using Emblem.Cluster;
using Emblem.Foundation;

namespace Emblem.Duplicates;

/// <summary>Both stages on thumbnails alone.</summary>
internal static class NearDuplicates
{
    private static readonly RankFormat<IReadOnlyList<double>> Scores = RankFormats.ListOf(new RankFormat<double>((writer, score) => writer.Write(score), reader => reader.ReadDouble()));

    /// <returns>Positions with the lower first, in their order, and how well the pixels agree.</returns>
    public static IReadOnlyList<(int First, int Second, double Score)> Find(
        IReadOnlyList<Thumbnail> thumbnails, DuplicateOptions options, ParallelOptions parallel, IProgress<StepProgress>? progress)
    {
        Fingerprint[] fingerprints = RankedWork.Each(options.Ranks, thumbnails.Count, parallel, i => Fingerprint.Of(thumbnails[i].Gray), Fingerprint.Format);
        IReadOnlyList<Candidate> candidates = CandidateSearch.Find(fingerprints, options.Ranks, parallel, progress);
        return options is { GroupsAlone: true, Ranks: null }
            ? Connect(thumbnails, candidates, parallel, progress)
            : Compare(thumbnails, candidates, options.Ranks, parallel, progress);
    }

    private static IReadOnlyList<(int First, int Second, double Score)> Compare(
        IReadOnlyList<Thumbnail> thumbnails, IReadOnlyList<Candidate> candidates, Ranks? ranks, ParallelOptions parallel, IProgress<StepProgress>? progress)
    {
        Candidate[][] byFirst = [.. candidates.GroupBy(candidate => candidate.First).Select(same => same.ToArray())];
        int done = 0;
        IReadOnlyList<double>[] scores = RankedWork.Each(
            ranks,
            byFirst.Length,
            parallel,
            i => Score(thumbnails, byFirst[i]),
            Scores,
            () => progress?.Report(Step(Interlocked.Increment(ref done), byFirst.Length)));
        return
        [
            .. byFirst.SelectMany(same => same).Zip(scores.SelectMany(same => same), (pair, score) => (pair.First, pair.Second, Score: score)).Where(pair => pair.Score > 0),
        ];
    }

    /// <summary>The likest pairs first, and none whose pictures are in one group by then. Which pairs that leaves depends on the workers, and the groups do not.</summary>
    private static IReadOnlyList<(int First, int Second, double Score)> Connect(
        IReadOnlyList<Thumbnail> thumbnails, IReadOnlyList<Candidate> candidates, ParallelOptions parallel, IProgress<StepProgress>? progress)
    {
        Candidate[] likest = [.. candidates.OrderByDescending(pair => pair.Similarity)];
        var groups = new DisjointSets(thumbnails.Count);
        var found = new List<(int First, int Second, double Score)>();
        int begun = 0;
        int done = 0;

        // Whoever is free takes the next: a loop divides the pairs beforehand, and the likest would be one worker's.
        Parallel.For(0, likest.Length, parallel, _ =>
        {
            Candidate pair = likest[Interlocked.Increment(ref begun) - 1];
            bool isKnown;
            lock (groups)
                isKnown = groups.Find(pair.First) == groups.Find(pair.Second);
            double score = isKnown ? 0 : new PairDecision(thumbnails[pair.First]).Score(new PairDecision(thumbnails[pair.Second]), pair.Placements);
            if (score > 0)
            {
                lock (groups)
                {
                    groups.Join(pair.First, pair.Second);
                    found.Add((pair.First, pair.Second, score));
                }
            }

            progress?.Report(Step(Interlocked.Increment(ref done), likest.Length));
        });
        return [.. found.Order()];
    }

    private static StepProgress Step(int done, int all) => new("comparing pixels", done, all);

    /// <summary>Of pairs with the same first picture.</summary>
    private static IReadOnlyList<double> Score(IReadOnlyList<Thumbnail> thumbnails, Candidate[] pairs)
    {
        var picture = new PairDecision(thumbnails[pairs[0].First]);
        return [.. pairs.Select(pair => picture.Score(new PairDecision(thumbnails[pair.Second]), pair.Placements))];
    }
}
