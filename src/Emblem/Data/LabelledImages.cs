using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Pictures with their classes, not yet divided.</summary>
/// <param name="Classes">Class names in index order.</param>
/// <param name="Items">In a fixed order.</param>
public sealed record LabelledImages(IReadOnlyList<string> Classes, IReadOnlyList<LabelledImage> Items)
{
    /// <summary>
    /// Holds part of the pictures out at random: the same share of every class, and exact and near duplicates of one picture all on one
    /// side, so that nothing is validated on what it was trained with.
    /// </summary>
    /// <param name="validation">The share for validation, above 0 and below 1; fast.ai's and the notebook's 0.2 by default.</param>
    /// <param name="seed">Equal seeds and equal files give equal splits.</param>
    /// <param name="test">The share to set aside for one honest score at the end; none by default.</param>
    /// <param name="options">To give up either promise, and to be told how the search for duplicates goes.</param>
    /// <param name="stop">Ends the search for duplicates with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">A side would stay empty.</exception>
    public ImageSplit SplitRandomly(
        double validation = SplitOptions.UsualValidation, long seed = RandomSource.UsualSeed, double test = 0, SplitOptions? options = null, CancellationToken stop = default) =>
        RandomSplit.Divide(this, validation, test, seed, options ?? new SplitOptions(), stop);

    /// <summary>
    /// fast.ai v1's own split: the first <c>int(validation × n)</c> of NumPy's permutation for that seed, neither stratified nor aware of
    /// copies; training keeps its order. Equal to fast.ai's for files in the same order; ours is ordinal.
    /// </summary>
    /// <exception cref="EmblemException">A side would stay empty.</exception>
    public ImageSplit SplitAsFastAi(double validation = SplitOptions.UsualValidation, uint seed = 1)
    {
        int[] order = NumpyPermutation.Of(seed, Items.Count);
        int[] held = order[..(int)(validation * Items.Count)];
        var isHeld = held.ToHashSet();
        return ImageSplit.Create(Classes, [.. Items.Where((_, i) => !isHeld.Contains(i))], [.. held.Select(i => Items[i])], []);
    }

    /// <summary>
    /// Divides by the first folder of each name: for sets that come as <c>train/…</c> and <c>valid/…</c>; files elsewhere are left out.
    /// </summary>
    /// <exception cref="EmblemException">A side would stay empty.</exception>
    public ImageSplit SplitByFolder(string train = "train", string valid = "valid") =>
        ImageSplit.Create(Classes, Below(train), Below(valid), []);

    /// <summary>Trains on all of these pictures and validates on others, which may not have a class that is missing here.</summary>
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

        int[] index = [.. validation.Classes.Select(name => Classes.Index().First(known => known.Item == name).Index)];
        return ImageSplit.Create(Classes, Items, [.. validation.Items.Select(item => item with { Label = index[item.Label] })], []);
    }

    /// <summary>
    /// Divides into folds for cross-validation: as many splits, each with one fold as its test pictures, and what is left divided at random as
    /// <see cref="SplitRandomly"/> does. Every picture is tested once; classes are spread evenly, and copies of one picture share a fold.
    /// </summary>
    /// <param name="count">Folds, at least 2; 5 by default.</param>
    /// <param name="validation">The share of what is left that validates.</param>
    /// <param name="seed">Equal seeds and equal files give equal folds.</param>
    /// <param name="options">How duplicates are looked for.</param>
    /// <param name="stop">Ends the search for duplicates with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EmblemException">A class has one picture and its copies alone, or a side would stay empty.</exception>
    public IReadOnlyList<ImageSplit> SplitIntoFolds(
        int count = 5, double validation = SplitOptions.UsualValidation, long seed = RandomSource.UsualSeed, SplitOptions? options = null, CancellationToken stop = default) =>
        Folds.Split(this, DuplicateGroups.Of(Items, options ?? new SplitOptions(), stop), count, validation, seed);

    private IReadOnlyList<LabelledImage> Below(string folder) =>
        [.. Items.Where(item => item.Name.StartsWith($"{folder}/", StringComparison.Ordinal))];
}
