using Emblem.Duplicates;
using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Pictures divided into those that teach, those that choose and those that judge.</summary>
/// <param name="Classes">Class names in index order.</param>
/// <param name="Training">Never empty.</param>
/// <param name="Validation">Never empty.</param>
/// <param name="Test">Empty unless some were set aside.</param>
public sealed record ImageSplit(
    IReadOnlyList<string> Classes,
    IReadOnlyList<LabelledImage> Training,
    IReadOnlyList<LabelledImage> Validation,
    IReadOnlyList<LabelledImage> Test)
{
    /// <summary><inheritdoc cref="ImageSplit" path="/param[@name='Classes']/node()"/></summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of(Classes);

    /// <summary><inheritdoc cref="ImageSplit" path="/param[@name='Test']/node()"/></summary>
    public IReadOnlyList<LabelledImage> Test { get; init => field = Listing.Of(value); } = Listing.Of(Test);

    /// <summary><inheritdoc cref="ImageSplit" path="/param[@name='Training']/node()"/></summary>
    public IReadOnlyList<LabelledImage> Training { get; init => field = Listing.Of(value); } = Listing.Of(Training);

    /// <summary><inheritdoc cref="ImageSplit" path="/param[@name='Validation']/node()"/></summary>
    public IReadOnlyList<LabelledImage> Validation { get; init => field = Listing.Of(value); } = Listing.Of(Validation);

    /// <summary>What a person should know before anything is learned: of the folders, and classes that a side has no picture of.</summary>
    public IReadOnlyList<FolderNote> Notes => Listing.Of<FolderNote>([.. Known, .. SplitNotes.Find(this)]);

    /// <summary>What was known before the pictures were divided.</summary>
    internal IReadOnlyList<FolderNote> Known { get; init; } = [];

    /// <summary>Whether the validation pictures were given as such, and not held out of the others.</summary>
    internal bool IsValidationApart { get; init; }

    /// <summary>For each path a number that copies of one picture share, where a search for duplicates told; else null.</summary>
    internal IReadOnlyDictionary<string, int>? GroupOf { get; init; }

    /// <summary>How copies of one picture are looked for where <see cref="GroupOf"/> does not tell.</summary>
    internal DuplicateOptions Duplicates { get; init; } = new();

    /// <summary>Adds how pictures become batches.</summary>
    public ImageData ToBatches(BatchOptions? options = null) => new(this, options ?? new BatchOptions());

    /// <summary>The same, tested on other pictures; those of classes that are not learned are left out, with a note.</summary>
    /// <param name="test">In place of the test pictures that there are.</param>
    public ImageSplit TestedOn(LabelledImages test)
    {
        ArgumentNullException.ThrowIfNull(test);
        FolderNote[] unknown =
        [
            .. test.Classes.Except(Classes).Select(name => new FolderNote(
                FolderNoteKind.UnknownClass, name, "a class of the test pictures that no training picture has, left out", "add training pictures of it, or take it out")),
        ];
        FolderNote[] own = Test.Count == 0 ? [] : [SetSplit.NotUsed(Test, "other test pictures were asked for")];
        return this with { Test = new LabelledImages(Classes, []).Relabelled(test), Known = [.. Known, .. test.Notes, .. unknown, .. own] };
    }

    /// <summary>
    /// Positions of the pictures that belong together, copies of one picture in one group. Looks for duplicates where the split has not, which
    /// costs what <see cref="SplitOptions.KeepDuplicatesTogether"/> says.
    /// </summary>
    internal IReadOnlyList<int[]> GroupsOf(IReadOnlyList<LabelledImage> items, CancellationToken stop) =>
        GroupOf is { } known ? DuplicateGroups.Of(items, known) : DuplicateGroups.Of(items, new SplitOptions { Duplicates = Duplicates }, stop);

    internal static ImageSplit Create(
        IReadOnlyList<string> classes,
        IReadOnlyList<LabelledImage> training,
        IReadOnlyList<LabelledImage> validation,
        IReadOnlyList<LabelledImage> test)
    {
        if (training.Count == 0 || validation.Count == 0)
        {
            throw new EmblemException(
                $"The split leaves {training.Count} pictures for training and {validation.Count} for validation; both need some. "
                + "Add pictures or change the share.");
        }

        return new ImageSplit(classes, training, validation, test);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, SplitText.Sides(this).Prepend($"ImageSplit: {SplitText.Classes(Classes)}"));
}
