using Emblem.Cluster;
using Emblem.Foundation;

namespace Emblem.Duplicates;

/// <summary>Both stages on thumbnails alone.</summary>
internal static class NearDuplicates
{
    private static readonly RankFormat<IReadOnlyList<double>> Scores = RankFormats.ListOf(new RankFormat<double>((writer, score) => writer.Write(score), reader => reader.ReadDouble()));

    /// <returns>Positions with the lower first, in their order, and how well the pixels agree.</returns>
    public static IReadOnlyList<(int First, int Second, double Score)> Find(
        IReadOnlyList<Thumbnail> thumbnails, Ranks? ranks, ParallelOptions parallel, IProgress<StepProgress>? progress)
    {
        Fingerprint[] fingerprints = RankedWork.Each(ranks, thumbnails.Count, parallel, i => Fingerprint.Of(thumbnails[i].Gray), Fingerprint.Format);
        IReadOnlyList<Candidate> candidates = CandidateSearch.Find(fingerprints, ranks, parallel, progress);
        Candidate[][] byFirst = [.. candidates.GroupBy(candidate => candidate.First).Select(same => same.ToArray())];
        int done = 0;
        IReadOnlyList<double>[] scores = RankedWork.Each(
            ranks,
            byFirst.Length,
            parallel,
            i => Score(thumbnails, byFirst[i]),
            Scores,
            () => progress?.Report(new StepProgress("comparing pixels", Interlocked.Increment(ref done), byFirst.Length)));
        return
        [
            .. byFirst.SelectMany(same => same).Zip(scores.SelectMany(same => same), (pair, score) => (pair.First, pair.Second, Score: score)).Where(pair => pair.Score > 0),
        ];
    }

    /// <summary>Of pairs with the same first picture.</summary>
    private static IReadOnlyList<double> Score(IReadOnlyList<Thumbnail> thumbnails, Candidate[] pairs)
    {
        var picture = new PairDecision(thumbnails[pairs[0].First]);
        return [.. pairs.Select(pair => picture.Score(new PairDecision(thumbnails[pair.Second]), pair.Placements))];
    }
}
