using Emblem.Cluster;

namespace Emblem.Export;

/// <summary>
/// Groups of pictures that the ranks answer at the same time, each rank some that lie together. The groups are those that one process would make, so answers have
/// the same bits, however long a round is and however many ranks there are.
/// </summary>
/// <param name="First">The place of the first picture among all.</param>
/// <param name="Groups">None for the end.</param>
internal sealed record PictureRound(int First, IReadOnlyList<IReadOnlyList<PictureInput>> Groups)
{
    private static readonly RankFormat<IReadOnlyList<IReadOnlyList<PictureInput>>> Lists = RankFormats.ListOf(RankFormats.ListOf(PictureInput.Format));

    public static RankFormat<PictureRound> Format { get; } = new(
        (writer, round) =>
        {
            writer.Write(round.First);
            Lists.Write(writer, round.Groups);
        },
        reader => new PictureRound(reader.ReadInt32(), Lists.Read(reader)));

    /// <summary>All pictures, in their order.</summary>
    public IEnumerable<PictureInput> Pictures => Groups.SelectMany(group => group);

    /// <summary>A rank's groups, each with the place of its first picture.</summary>
    public IEnumerable<(PictureInput[] Group, int First)> Of(int rank, int ranks)
    {
        int first = First;
        foreach ((int i, IReadOnlyList<PictureInput> group) in Groups.Index())
        {
            if (i >= Groups.Count * rank / ranks && i < Groups.Count * (rank + 1) / ranks)
                yield return ([.. group], first);
            first += group.Count;
        }
    }
}
