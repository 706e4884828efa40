using Emblem.Data;
using Emblem.Foundation;

namespace Emblem.Runs;

/// <summary>Pictures of a run that are copies of each other.</summary>
/// <param name="Names">Their files, as corrections call them.</param>
/// <param name="Sets">Which of training, validation and test they lie in.</param>
/// <param name="Classes">What they are labelled.</param>
public sealed record PictureCopies(IReadOnlyList<string> Names, IReadOnlyList<string> Sets, IReadOnlyList<string> Classes)
{
    /// <summary><inheritdoc cref="PictureCopies" path="/param[@name='Names']/node()"/></summary>
    public IReadOnlyList<string> Names { get; init => field = Listing.Of(value); } = Listing.Of(Names);

    /// <summary><inheritdoc cref="PictureCopies" path="/param[@name='Sets']/node()"/></summary>
    public IReadOnlyList<string> Sets { get; init => field = Listing.Of(value); } = Listing.Of(Sets);

    /// <summary><inheritdoc cref="PictureCopies" path="/param[@name='Classes']/node()"/></summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of(Classes);

    /// <summary>Whether a picture that teaches, chooses or judges has a copy that does another of these: its score is too good.</summary>
    public bool IsLeak => Sets.Count > 1;

    /// <summary>Whether one of the labels is wrong.</summary>
    public bool IsConflict => Classes.Count > 1;

    /// <summary>The files, for thumbnails.</summary>
    internal IReadOnlyList<string> Paths { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join(", ", Names)}{(IsLeak ? $" (in {string.Join(" and ", Sets)})" : "")}{(IsConflict ? $" (labelled {string.Join(" and ", Classes)})" : "")}";

    /// <summary>The groups of more than one, leaks and conflicts first.</summary>
    /// <param name="plan">Names the pictures.</param>
    /// <param name="split">Who lies where.</param>
    /// <param name="groupOf">A number for each path, equal for copies.</param>
    internal static IReadOnlyList<PictureCopies> Of(TrainingPlan plan, ImageSplit split, IReadOnlyDictionary<string, int> groupOf)
    {
        IEnumerable<(string Set, LabelledImage Item)> all =
        [
            .. split.Training.Select(item => ("training", item)), .. split.Validation.Select(item => ("validation", item)), .. split.Test.Select(item => ("test", item)),
        ];
        return
        [
            .. all.Where(entry => groupOf.ContainsKey(entry.Item.Path)).DistinctBy(entry => (entry.Set, entry.Item.Path))
                .GroupBy(entry => groupOf[entry.Item.Path]).Where(group => group.Count() > 1)
                .Select(group => new PictureCopies(
                    [.. group.Select(entry => plan.NameOf(entry.Item))],
                    [.. group.Select(entry => entry.Set).Distinct()],
                    [.. group.Select(entry => split.Classes[entry.Item.Label]).Distinct()])
                {
                    Paths = [.. group.Select(entry => entry.Item.Path)],
                })
                .OrderByDescending(copies => copies.IsConflict).ThenByDescending(copies => copies.IsLeak).ThenBy(copies => copies.Names[0], StringComparer.Ordinal),
        ];
    }
}
