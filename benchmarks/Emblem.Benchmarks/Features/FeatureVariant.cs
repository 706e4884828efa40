namespace Emblem.Benchmarks.Features;

/// <summary>What a regression may be fitted on.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Rows">A picture's rows, the first of which is scored when the picture is held out.</param>
internal sealed record FeatureVariant(string Name, Func<PictureFeatures, float[][]> Rows)
{
    /// <summary>Few, so that the best of them is no lucky one. The first is what all are compared with.</summary>
    /// <param name="stages">Of the network.</param>
    /// <param name="chosen">Only the recipe's choice and the first.</param>
    public static IReadOnlyList<FeatureVariant> For(int stages, bool chosen) =>
        [.. All(stages).Where(variant => !chosen || variant.Name is "last stage" or "last 3 stages, roots")];

    private static FeatureVariant[] All(int stages)
    {
        int[] fromLast = [.. Enumerable.Range(0, stages).Reverse()];
        int[] last = fromLast[..1];
        int[] three = fromLast[..3];
        return
        [
            .. ((int[])[1, 2, 3, 4]).Select(count => One(Last(count), picture => picture.Means(fromLast[..count]))),
            One("last stage, mean and largest", picture => [.. picture.Means(last), .. picture.Maxima(last)]),
            One("last 3 stages, largest of the last", picture => [.. picture.Means(three), .. picture.Maxima(last)]),
            One("last stage, mean of both views", picture => picture.OfBothViews(last)),
            One("last 3 stages, mean of both views", picture => picture.OfBothViews(three)),
            new("last 3 stages, mirror image as a row", picture => [picture.Means(three), picture.Mirrored(three)]),
            One("last 3 stages, each of length 1", picture => [.. three.SelectMany(stage => OfLengthOne(picture.Means(stage)))]),
            .. ((int[])[1, 2, 3, 4]).Select(count => One($"{Last(count)}, roots", picture => Roots(picture.Means(fromLast[..count])))),
            One("last 3 stages, largest of the last, roots", picture => Roots([.. picture.Means(three), .. picture.Maxima(last)])),
            One("last 3 stages, mean of both views, roots", picture => Roots(picture.OfBothViews(three))),
        ];
    }

    private static string Last(int count) => count == 1 ? "last stage" : $"last {count} stages";

    private static FeatureVariant One(string name, Func<PictureFeatures, float[]> row) => new(name, picture => [row(picture)]);

    private static float[] Roots(float[] row) => [.. row.Select(value => MathF.CopySign(MathF.Sqrt(MathF.Abs(value) + 1e-4f) - 1e-2f, value))];

    private static float[] OfLengthOne(float[] row)
    {
        float length = MathF.Sqrt(row.Sum(value => value * value));
        return [.. row.Select(value => value / length)];
    }
}
