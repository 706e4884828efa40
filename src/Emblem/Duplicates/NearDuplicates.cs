using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>Both stages on thumbnails alone, and what the pictures share then taken out of the decision.</summary>
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
        ComparedPair[] pairs = Compare(thumbnails, candidates, parallel, progress);
        BlockSet[] shared = SharedContent.Find(thumbnails.Count, pairs);
        ComparedPair[] likely = [.. pairs.Where(pair => pair.Comparison.Score > 0)];
        var isConfirmed = new bool[likely.Length];
        Parallel.For(0, likely.Length, parallel, i => isConfirmed[i] = IsConfirmed(thumbnails, likely[i], shared));
        return [.. likely.Where((_, i) => isConfirmed[i]).Select(pair => (pair.First, pair.Second, pair.Comparison.Score))];
    }

    private static ComparedPair[] Compare(
        IReadOnlyList<GrayImage> thumbnails, IReadOnlyList<Candidate> candidates, ParallelOptions parallel, IProgress<StepProgress>? progress)
    {
        IGrouping<int, Candidate>[] byFirst = [.. candidates.GroupBy(candidate => candidate.First)];
        var found = new ComparedPair[byFirst.Length][];
        int done = 0;
        Parallel.For(0, byFirst.Length, parallel, i =>
        {
            var picture = new PairDecision(thumbnails[byFirst[i].Key]);
            found[i] =
            [
                .. from pair in byFirst[i]
                   let comparison = picture.Compare(new PairDecision(thumbnails[pair.Second]), pair.Placements)
                   where comparison is not null
                   select new ComparedPair(pair.First, pair.Second, comparison.Value),
            ];
            progress?.Report(new StepProgress("comparing pixels", Interlocked.Increment(ref done), byFirst.Length));
        });
        return [.. found.SelectMany(pairs => pairs)];
    }

    private static bool IsConfirmed(IReadOnlyList<GrayImage> thumbnails, ComparedPair pair, BlockSet[] shared) =>
        (shared[pair.First].IsEmpty && shared[pair.Second].IsEmpty)
        || new PairDecision(thumbnails[pair.First]).IsConfirmed(
            new PairDecision(thumbnails[pair.Second]), pair.Comparison.Placement, shared[pair.First], shared[pair.Second]);
}
