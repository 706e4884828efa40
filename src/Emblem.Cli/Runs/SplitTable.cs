using Emblem.Data;

namespace Emblem.Cli.Runs;

/// <summary>Pictures by class and side.</summary>
internal static class SplitTable
{
    public static IReadOnlyList<string> Headers(ImageSplit split) => split.Test.Count > 0
        ? ["class", "training", "validation", "test"]
        : ["class", "training", "validation"];

    public static IReadOnlyList<IReadOnlyList<string>> Rows(ImageSplit split) =>
    [
        .. split.Classes.Select((name, label) => (string[])
        [
            name, Count(split.Training, label), Count(split.Validation, label), .. split.Test.Count > 0 ? [Count(split.Test, label)] : (string[])[],
        ]),
        (string[])["total", $"{split.Training.Count}", $"{split.Validation.Count}", .. split.Test.Count > 0 ? [$"{split.Test.Count}"] : (string[])[]],
    ];

    private static string Count(IReadOnlyList<LabelledImage> items, int label) => $"{items.Count(item => item.Label == label)}";
}
