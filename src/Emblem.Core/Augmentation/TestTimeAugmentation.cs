using Emblem.Foundation;

namespace Emblem.Augmentation;

/// <summary>
/// Several views of each picture at prediction, whose probabilities are averaged: slower by their number, often a little better. Nothing about it
/// depends on chance: what is random in a view hangs on the picture's place in the call and the view alone.
/// </summary>
public sealed class TestTimeAugmentation
{
    private const double FastAiScale = 1.35;
    private const double FastAiPlainWeight = 0.4;
    private const double FiveCropScale = 256.0 / 224;
    private static readonly (double Row, double Column)[] Corners = [(0, 0), (1, 0), (0, 1), (1, 1)];
    private static readonly RandomSource Random = new(1);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Count(ViewCount, "view");

    private TestTimeAugmentation(params IReadOnlyList<TestTimeView> views) => Views = views;

    /// <summary>The plain view alone.</summary>
    public static TestTimeAugmentation None { get; } = new(new TestTimeView(1, []));

    /// <summary>The plain view and its mirror image, half each. Not for letters and most logos.</summary>
    public static TestTimeAugmentation Flip { get; } = new(new TestTimeView(0.5, []), new TestTimeView(0.5, [new FixedView(1, 0.5, 0.5, true)]));

    /// <summary>Centre and four corners of the picture enlarged by 256/224, a fifth each (Krizhevsky et al. 2012, without the mirror images).</summary>
    public static TestTimeAugmentation FiveCrop { get; } = new(
        [.. Corners.Append((Row: 0.5, Column: 0.5)).Select(place => new TestTimeView(0.2, [new FixedView(FiveCropScale, place.Row, place.Column, false)]))]);

    /// <summary>How many views each picture gets.</summary>
    public int ViewCount => Views.Count;

    internal IReadOnlyList<TestTimeView> Views { get; }

    /// <summary>
    /// fast.ai v1's <c>TTA</c>: 0.4 of the plain view and 0.6 of the mean of eight, which are the four corners enlarged by 1.35, each as it is and
    /// mirrored, with training's other changes (all but crops, flips, turns and zooms).
    /// </summary>
    /// <param name="training">The augmentations of training; null for those of <c>Augmentations.Standard()</c>.</param>
    public static TestTimeAugmentation FastAi(IReadOnlyList<IAugmentation>? training = null)
    {
        IAugmentation[] others =
        [
            .. (training ?? Augmentations.Standard()).Where(
                augmentation => augmentation is not (RandomCrop or RandomResizedCrop or RandomFlip or RandomDihedral or RandomZoom)),
        ];
        return new TestTimeAugmentation(
        [
            new TestTimeView(FastAiPlainWeight, []),
            .. from mirrored in (bool[])[false, true]
               from corner in Corners
               select new TestTimeView((1 - FastAiPlainWeight) / 8, [.. others, new FixedView(FastAiScale, corner.Row, corner.Column, mirrored)]),
        ]);
    }

    /// <summary>The numbers that a view of a picture draws.</summary>
    /// <param name="view">Its index.</param>
    /// <param name="item">The picture's place in the call.</param>
    internal static RandomStream Stream(int view, int item) => Random.Stream("test-time", view, item);
}
