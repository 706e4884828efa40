using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>Copies of one picture under several labels.</summary>
internal sealed class CopyConflict
{
    private readonly IReadOnlyList<LabelledImage> _items;
    private readonly int[] _group;
    private readonly bool _isTie;

    private CopyConflict(IReadOnlyList<LabelledImage> items, int[] group, ScoredBatch outOfFold)
    {
        (_items, _group) = (items, group);
        IGrouping<int, int>[] labels = [.. group.GroupBy(i => items[i].Label).OrderByDescending(same => same.Count())];
        _isTie = labels[0].Count() == labels[1].Count();

        // No number counts least.
        Believed = labels.TakeWhile(same => same.Count() == labels[0].Count())
            .MaxBy(same => group.Sum(i => outOfFold.Predicted(i) < 0 ? 0 : outOfFold.Probability(i, same.Key)))!.Key;
    }

    /// <summary>The label of most of the copies; of equally many the one that a model which had not seen them prefers.</summary>
    public int Believed { get; }

    /// <summary>The conflict of a group; null where all have one label.</summary>
    public static CopyConflict? Of(IReadOnlyList<LabelledImage> items, int[] group, ScoredBatch outOfFold) =>
        group.Any(i => items[i].Label != items[group[0]].Label) ? new CopyConflict(items, group, outOfFold) : null;

    /// <summary>Whether a copy's label may be the wrong one: not where more copies have it than any other.</summary>
    public bool IsSuspect(int picture) => _isTie || _items[picture].Label != Believed;

    /// <summary>Another copy with its label, in words.</summary>
    public string Words(int picture, IReadOnlyList<string> classes)
    {
        int label = _items[picture].Label == Believed ? _items[_group.First(i => _items[i].Label != Believed)].Label : Believed;
        LabelledImage other = _items[_group.First(i => _items[i].Label == label)];
        return DuplicateWords.OtherLabel(other.Name, classes[other.Label]);
    }
}
