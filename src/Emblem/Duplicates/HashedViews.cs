using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>
/// The parts of a picture that are hashed. What is looked for and what is found by it differ: each picture is looked for by its whole, its
/// middle and its corners, plain and mirrored, and can be found by these and by what a crop or a turn would have made of it.
/// </summary>
internal static class HashedViews
{
    /// <summary>A crop to 0.95, 0.9 or 0.8 of each side at any place lies within 0.0125, 0.025 or 0.05 of a side of one of these.</summary>
    private static readonly Placement[] Crops =
    [
        .. Grid(0.95, 3),
        .. Grid(0.9, 3),
        .. Grid(0.8, 3),
    ];

    private static readonly double[] Turns = [-3, -1.5, 1.5, 3];

    /// <summary>The corners and the middle, so that a mark in one place leaves the others as they were.</summary>
    private static readonly Placement[] Parts =
    [
        Placement.Window(0, 0, 0.65, 0.65), Placement.Window(0.35, 0, 0.65, 0.65), Placement.Window(0, 0.35, 0.65, 0.65),
        Placement.Window(0.35, 0.35, 0.65, 0.65), Placement.Window(0, 0, 1, 0.8), Placement.Window(0, 0.2, 1, 0.8),
    ];

    private static readonly Placement Middle = Placement.Window(0.05, 0.05, 0.9, 0.9);

    /// <summary>The views by which a picture is looked for; the first is the whole of it.</summary>
    /// <param name="picture">Its thumbnail.</param>
    /// <param name="content">The picture without its even margins, or null where it has none.</param>
    public static IReadOnlyList<Placement> ToLookFor(GrayImage picture, Placement? content) =>
        content is { } inner ? [Placement.Same, Middle, .. Parts, inner, .. Parts.Select(part => part.Then(inner))] : [Placement.Same, Middle, .. Parts];

    /// <summary>The views by which a picture can be found.</summary>
    /// <inheritdoc cref="ToLookFor"/>
    public static IReadOnlyList<Placement> ToFind(GrayImage picture, Placement? content)
    {
        double aspect = (double)picture.Width / picture.Height;
        return
        [
            .. ToLookFor(picture, content), .. Crops, .. Turns.Select(degrees => Placement.Turned(0.9, degrees, aspect)),
        ];
    }

    private static IEnumerable<Placement> Grid(double size, int steps) =>
        from y in Enumerable.Range(0, steps)
        from x in Enumerable.Range(0, steps)
        select Placement.Window((1 - size) * x / (steps - 1), (1 - size) * y / (steps - 1), size, size);
}
