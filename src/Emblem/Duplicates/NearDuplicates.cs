using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>Both stages on thumbnails alone.</summary>
internal static class NearDuplicates
{
    /// <returns>Positions with the lower first, in their order, and how well the pixels agree.</returns>
    public static IReadOnlyList<(int First, int Second, double Score)> Find(
        IReadOnlyList<GrayImage> thumbnails, int workers, IProgress<StepProgress>? progress, CancellationToken stop)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, workers), CancellationToken = stop };
        var fingerprints = new Fingerprint[thumbnails.Count];
        Parallel.For(0, thumbnails.Count, parallel, i => fingerprints[i] = Fingerprint.Of(thumbnails[i]));
        IReadOnlyList<Candidate> candidates = CandidateSearch.Find(fingerprints, parallel, progress);
        IGrouping<int, Candidate>[] byFirst = [.. candidates.GroupBy(candidate => candidate.First)];
        var found = new (int First, int Second, double Score)[byFirst.Length][];
        int done = 0;
        Parallel.For(0, byFirst.Length, parallel, i =>
        {
            var picture = new PairDecision(thumbnails[byFirst[i].Key]);
            found[i] =
            [
                .. byFirst[i].Select(pair => (pair.First, pair.Second, picture.Score(new PairDecision(thumbnails[pair.Second]), pair.Placements)))
                    .Where(pair => pair.Item3 > 0),
            ];
            progress?.Report(new StepProgress("comparing pixels", Interlocked.Increment(ref done), byFirst.Length));
        });
        return [.. found.SelectMany(pairs => pairs)];
    }
}
