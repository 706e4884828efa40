using Emblem.Folders;
using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Pictures with their classes, not yet divided.</summary>
/// <param name="Classes">Class names in index order.</param>
/// <param name="Items">In a fixed order.</param>
public sealed record LabelledImages(IReadOnlyList<string> Classes, IReadOnlyList<LabelledImage> Items)
{
    /// <summary><inheritdoc cref="LabelledImages" path="/param[@name='Classes']/node()"/></summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of(Classes);

    /// <summary><inheritdoc cref="LabelledImages" path="/param[@name='Items']/node()"/></summary>
    public IReadOnlyList<LabelledImage> Items { get; init => field = Listing.Of(value); } = Listing.Of(Items);

    /// <summary>What a person should know of the folder that they came from.</summary>
    public IReadOnlyList<FolderNote> Notes { get; init => field = Listing.Of(value); } = Listing.Of<FolderNote>([]);

    /// <summary>Those to learn from: all but what folders make validation and test pictures.</summary>
    internal LabelledImages Learned => this with { Items = InSets(FolderSet.None, FolderSet.Training) };

    /// <summary>
    /// Holds part of the pictures out at random: the same share of every class, and exact and near duplicates of one picture all on one
    /// side, so that nothing is validated on what it was trained with. Where folders make sets of them, those are used as such: a validation
    /// set validates in place of a share, a test set is the test, and only training pictures are divided.
    /// </summary>
    /// <param name="validation">The share for validation, above 0 and below 1; fast.ai's and the notebook's 0.2 by default.</param>
    /// <param name="seed">Equal seeds and equal files give equal splits.</param>
    /// <param name="test">The share to set aside for one honest score at the end; none by default.</param>
    /// <param name="options">To give up either promise, and to be told how the search for duplicates goes.</param>
    /// <param name="stop">Ends the search for duplicates with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">A side would stay empty.</exception>
    public ImageSplit SplitRandomly(
        double validation = SplitOptions.UsualValidation, long seed = RandomSource.UsualSeed, double test = 0, SplitOptions? options = null, CancellationToken stop = default) =>
        SetSplit.Divide(this, validation, test, seed, options ?? new SplitOptions(), stop);

    /// <summary>
    /// fast.ai v1's own split: the first <c>int(validation × n)</c> of NumPy's permutation for that seed, neither stratified nor aware of
    /// copies; training keeps its order. Equal to fast.ai's for files in the same order; ours is ordinal. Validation and test sets are left out.
    /// </summary>
    /// <exception cref="EmblemException">A side would stay empty.</exception>
    public ImageSplit SplitAsFastAi(double validation = SplitOptions.UsualValidation, uint seed = 1)
    {
        IReadOnlyList<LabelledImage> items = Learned.Items;
        int[] order = NumpyPermutation.Of(seed, items.Count);
        int[] held = order[..(int)(validation * items.Count)];
        var isHeld = held.ToHashSet();
        return ImageSplit.Create(Classes, [.. items.Where((_, i) => !isHeld.Contains(i))], [.. held.Select(i => items[i])], []) with { Known = Notes };
    }

    /// <summary>
    /// Divides by the first folder of each name: for sets that come as <c>train/…</c> and <c>valid/…</c>; files elsewhere are left out.
    /// </summary>
    /// <exception cref="EmblemException">A side would stay empty.</exception>
    public ImageSplit SplitByFolder(string train = "train", string valid = "valid") =>
        ImageSplit.Create(Classes, Below(train), Below(valid), []) with { Known = Notes, IsValidationApart = true };

    /// <summary>
    /// Trains on these pictures and validates on others, which may not have a class that is missing here. A validation set among these is left
    /// out, a test set is the test.
    /// </summary>
    /// <exception cref="EmblemException">The other pictures have a class of their own.</exception>
    public ImageSplit SplitWith(LabelledImages validation)
    {
        string[] unknown = [.. validation.Classes.Except(Classes)];
        if (unknown.Length > 0)
        {
            throw new EmblemException(
                $"The validation pictures have the classes {string.Join(", ", unknown)}, which no training picture has. "
                + $"Training knows {string.Join(", ", Classes)}.");
        }

        IReadOnlyList<LabelledImage> own = InSets(FolderSet.Validation);
        return ImageSplit.Create(Classes, Learned.Items, Relabelled(validation), InSets(FolderSet.Test)) with
        {
            Known = [.. Notes, .. validation.Notes, .. own.Count == 0 ? (FolderNote[])[] : [SetSplit.NotUsed(own, "other validation pictures were asked for")]],
            IsValidationApart = true,
        };
    }

    /// <summary>
    /// Divides into folds for cross-validation: as many splits, each with one fold as its test pictures, and what is left divided at random as
    /// <see cref="SplitRandomly"/> does. Validation and test sets are left out. Every picture is tested once; classes are spread evenly, and copies of one picture share a fold.
    /// </summary>
    /// <param name="count">Folds, at least 2; 5 by default.</param>
    /// <param name="validation">The share of what is left that validates.</param>
    /// <param name="seed">Equal seeds and equal files give equal folds.</param>
    /// <param name="options">How duplicates are looked for.</param>
    /// <param name="stop">Ends the search for duplicates with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">A class has one picture and its copies alone, or a fold or a side would stay empty.</exception>
    public IReadOnlyList<ImageSplit> SplitIntoFolds(
        int count = 5, double validation = SplitOptions.UsualValidation, long seed = RandomSource.UsualSeed, SplitOptions? options = null, CancellationToken stop = default) =>
        Listing.Of(Folds.Split(Learned, DuplicateGroups.Of(Learned.Items, options ?? new SplitOptions(), stop), count, validation, seed));

    /// <summary>Those of some sets, in their order.</summary>
    internal IReadOnlyList<LabelledImage> InSets(params ReadOnlySpan<FolderSet> sets)
    {
        FolderSet[] wanted = [.. sets];
        return [.. Items.Where(item => wanted.Contains(item.Set))];
    }

    /// <summary>Others' pictures under this one's numbers of their classes; those of classes that are missing here are left out.</summary>
    internal IReadOnlyList<LabelledImage> Relabelled(LabelledImages others)
    {
        var numbers = Classes.Index().ToDictionary(known => known.Item, known => known.Index, StringComparer.Ordinal);
        int[] index = [.. others.Classes.Select(name => numbers.GetValueOrDefault(name, -1))];
        return [.. others.Items.Where(item => index[item.Label] >= 0).Select(item => item with { Label = index[item.Label] })];
    }

    /// <inheritdoc/>
    public override string ToString() => $"LabelledImages: {SplitText.Counted(Classes, Items)}";

    private IReadOnlyList<LabelledImage> Below(string folder) =>
        [.. Items.Where(item => item.Name.StartsWith($"{folder}/", StringComparison.Ordinal))];
}
