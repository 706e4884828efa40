using Emblem.Foundation;

namespace Emblem.Data;

/// <summary>Divided pictures in words: how many of each class there are on each side.</summary>
internal static class SplitText
{
    // Of a thousand classes nobody reads the counts.
    private const int ShownClasses = 10;

    /// <summary>A line for each side, fast.ai's Train, Valid and Test, and where the pictures lie.</summary>
    public static IEnumerable<string> Sides(ImageSplit split)
    {
        yield return $"Train: {Counted(split.Classes, split.Training)}";
        yield return $"Valid: {Counted(split.Classes, split.Validation)}";
        yield return $"Test: {(split.Test.Count == 0 ? "none" : Counted(split.Classes, split.Test))}";
        yield return $"Path: {split.Training[0].Folder}";
    }

    /// <summary>For example <c>2 classes [duke, unc]</c>.</summary>
    public static string Classes(IReadOnlyList<string> classes) => $"{ValueText.Count(classes.Count, "class", "classes")} {ValueText.Lines(classes)}";

    /// <summary>For example <c>40 pictures: 19 duke, 21 unc</c>.</summary>
    public static string Counted(IReadOnlyList<string> classes, IReadOnlyList<LabelledImage> items)
    {
        int[] counts = new int[classes.Count];
        foreach (LabelledImage item in items)
            counts[item.Label]++;
        string shown = string.Join(", ", classes.Zip(counts).Take(ShownClasses).Select(row => $"{ValueText.Count(row.Second)} {row.First}"));
        string rest = classes.Count > ShownClasses
            ? $" … and {ValueText.Count(counts.Skip(ShownClasses).Sum())} of {ValueText.Count(classes.Count - ShownClasses, "more class", "more classes")}"
            : "";
        return $"{ValueText.Count(items.Count, "picture")}: {shown}{rest}";
    }
}
