using Emblem.Cluster;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>The first stage: pairs of pictures with like views, and where by these views the one lies in the other.</summary>
internal static class CandidateSearch
{
    /// <summary>The least similarity of two views that is worth a look at the pixels.</summary>
    private const double LeastSimilarity = 0.75;

    /// <summary>Placements that are tried for a pair, the likest views first.</summary>
    private const int PlacementsKept = 4;

    /// <summary>Placements whose corners are nearer than this share of a side lead to the same place.</summary>
    private const double LeastApart = 0.02;

    /// <summary>Partners that are looked at for one picture, the likest first; it bounds the work where hundreds of pictures look alike.</summary>
    private const int PartnersKept = 100;

    /// <returns>In the order of their pictures, each pair once with <see cref="Candidate.First"/> below <see cref="Candidate.Second"/>.</returns>
    public static IReadOnlyList<Candidate> Find(IReadOnlyList<Fingerprint> pictures, Ranks? ranks, ParallelOptions parallel, IProgress<StepProgress>? progress)
    {
        ViewHash[] views = [.. pictures.SelectMany(picture => picture.ToFind)];
        int[] owners = [.. pictures.SelectMany((picture, i) => Enumerable.Repeat(i, picture.ToFind.Count))];
        var index = new HashIndex(Flatten(views));
        using var marks = new ThreadLocal<Marks>(() => new Marks(views.Length));
        int done = 0;
        IReadOnlyList<Meeting>[] meetings = RankedWork.Each(
            ranks,
            pictures.Count,
            parallel,
            i => Search(index, pictures[i], i, views, owners, marks.Value!),
            Meeting.Formats,
            () => progress?.Report(new StepProgress("comparing hashes", Interlocked.Increment(ref done), pictures.Count)));
        return
        [
            .. meetings.SelectMany(found => found).GroupBy(meeting => (meeting.First, meeting.Second)).OrderBy(pair => pair.Key)
                .Select(pair => new Candidate(pair.Key.First, pair.Key.Second, [.. Best(pair).Select(meeting => meeting.Placement)]) { Similarity = pair.Max(meeting => meeting.Similarity) }),
        ];
    }

    private static IReadOnlyList<Meeting> Search(HashIndex index, Fingerprint picture, int own, ViewHash[] views, int[] owners, Marks marks)
    {
        var found = new List<Meeting>();
        foreach (ViewHash view in picture.ToLookFor)
        {
            index.Search(view.Hash, LeastSimilarity, marks.Seen, marks.Next(), (at, similarity) =>
            {
                if (owners[at] != own)
                    found.Add(Meeting.Of(own, view, owners[at], views[at], similarity));
            });
        }

        return
        [
            .. found.GroupBy(meeting => (meeting.First, meeting.Second)).OrderByDescending(pair => pair.Max(meeting => meeting.Similarity))
                .ThenBy(pair => pair.Key).Take(PartnersKept).SelectMany(Best),
        ];
    }

    /// <summary>Ties go by the placement, so that the order of the search does not show.</summary>
    private static IReadOnlyList<Meeting> Best(IEnumerable<Meeting> pair)
    {
        var best = new List<Meeting>();
        foreach (Meeting meeting in pair.OrderByDescending(meeting => meeting.Similarity)
            .ThenBy(meeting => meeting.Placement.X0).ThenBy(meeting => meeting.Placement.Y0).ThenBy(meeting => meeting.Placement.XX))
        {
            if (best.TrueForAll(kept => kept.Placement.DistanceTo(meeting.Placement) >= LeastApart))
                best.Add(meeting);
            if (best.Count == PlacementsKept)
                break;
        }

        return best;
    }

    private static sbyte[] Flatten(ViewHash[] views)
    {
        var hashes = new sbyte[views.Length * PerceptualHash.Length];
        for (int i = 0; i < views.Length; i++)
            views[i].Hash.CopyTo(hashes, i * PerceptualHash.Length);
        return hashes;
    }

    /// <summary>What one worker has seen.</summary>
    private sealed class Marks(int count)
    {
        private int _last;

        public int[] Seen { get; } = new int[count];

        public int Next() => ++_last;
    }

    private readonly record struct Meeting(int First, int Second, Placement Placement, double Similarity)
    {
        public static readonly RankFormat<IReadOnlyList<Meeting>> Formats = RankFormats.ListOf(new RankFormat<Meeting>(
            (writer, meeting) =>
            {
                writer.Write(meeting.First);
                writer.Write(meeting.Second);
                Placement.Format.Write(writer, meeting.Placement);
                writer.Write(meeting.Similarity);
            },
            reader => new Meeting(reader.ReadInt32(), reader.ReadInt32(), Placement.Format.Read(reader), reader.ReadDouble())));

        public static Meeting Of(int own, ViewHash view, int other, ViewHash otherView, double similarity) => own < other
            ? new Meeting(own, other, view.View.Inverse().Then(otherView.View), similarity)
            : new Meeting(other, own, otherView.View.Inverse().Then(view.View), similarity);
    }
}

/// <summary>Two pictures that may be one.</summary>
/// <param name="First">The lower position.</param>
/// <param name="Second">The higher position.</param>
/// <param name="Placements">From the first to the second, the likeliest first.</param>
internal readonly record struct Candidate(int First, int Second, IReadOnlyList<Placement> Placements)
{
    /// <summary>Of their likest views.</summary>
    public double Similarity { get; init; }
}
