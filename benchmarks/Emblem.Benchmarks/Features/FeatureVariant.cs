namespace Emblem.Benchmarks.Features;

/// <summary>What a regression may be fitted on.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Rows">A picture's rows, the first of which is scored when the picture is held out.</param>
internal sealed record FeatureVariant(string Name, Func<PictureFeatures, float[][]> Rows)
{
    /// <summary>Few, so that the best of them is no lucky one. The first is what all are compared with.</summary>
    public static IReadOnlyList<FeatureVariant> For(string network)
    {
        // Temporary.
        int[] stages = network.Contains("lite", StringComparison.Ordinal) ? [7, 4, 2, 1] : [3, 2, 1, 0];
        int[] last = stages[..1];
        int[] three = stages[..3];
        FeatureVariant[] own = !network.Contains("lite", StringComparison.Ordinal) ? [] :
        [
            One("1280+320+192", picture => picture.Means([7, 6, 5])),
            One("1280+320+192+112+80", picture => picture.Means([7, 6, 5, 4, 3])),
            One("all", picture => picture.Means([7, 6, 5, 4, 3, 2, 1])),
            One("all, root", picture => Rooted(picture.Means([7, 6, 5, 4, 3, 2, 1]))),
        ];
        return
        [
            .. Usual(stages, last, three),
            .. own,
        ];
    }

    private static IReadOnlyList<FeatureVariant> Usual(int[] stages, int[] last, int[] three)
    {
        return
        [
            One("last stage", picture => picture.Means(last)),
            One("last 2 stages", picture => picture.Means(stages[..2])),
            One("last 3 stages", picture => picture.Means(three)),
            One("last 4 stages", picture => picture.Means(stages[..4])),
            One("last stage, mean and largest", picture => [.. picture.Means(last), .. picture.Maxima(last)]),
            One("last 3 stages, largest of the last", picture => [.. picture.Means(three), .. picture.Maxima(last)]),
            One("last stage, mean of both views", picture => picture.OfBothViews(last)),
            One("last 3 stages, mean of both views", picture => picture.OfBothViews(three)),
            new("last 3 stages, mirror image as a row", picture => [picture.Means(three), picture.Means(three, mirrored: true)]),
            One("last 3 stages at 320", picture => picture.Means(three, size: 320)),
            One("last stage, root", picture => Rooted(picture.Means(last))),
            One("last 3 stages, root", picture => Rooted(picture.Means(three))),
            One("last 3 stages, each of length 1", picture => [.. three.SelectMany(stage => Normalised(picture.Means([stage])))]),
        ];
    }

    private static FeatureVariant One(string name, Func<PictureFeatures, float[]> row) => new(name, picture => [row(picture)]);

    private static float[] Rooted(float[] row) => [.. row.Select(value => MathF.Sign(value) * MathF.Sqrt(MathF.Abs(value)))];

    private static float[] Normalised(float[] row)
    {
        float length = MathF.Sqrt(row.Sum(value => value * value));
        return [.. row.Select(value => value / length)];
    }
}
