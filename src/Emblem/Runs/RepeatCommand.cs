using System.Globalization;
using Emblem.Compute;
using Emblem.Data;
using Emblem.Folders;
using Emblem.Imaging;
using Emblem.Training.Metrics;

namespace Emblem.Runs;

/// <summary>What to type for the same training again: the plan as options of <c>emblem train</c>.</summary>
internal static class RepeatCommand
{
    /// <summary>One line for a shell. Recipe and corrections are the copies in the run's folder.</summary>
    public static string Of(TrainingPlan plan) => string.Join(' ', Words(plan).Select(Quote).Prepend("emblem train"));

    /// <summary>The words without the command, as a shell would hand them over.</summary>
    public static IReadOnlyList<string> Words(TrainingPlan plan) =>
    [
        plan.Data,
        .. Option("--valid", plan.Valid), .. Option("--test", plan.Test), .. Flag("--class-folder", plan.ClassFolder == ClassFolder.Last, "last"),
        .. Option("--labels", plan.Labels?.Table), .. Option("--label-regex", plan.Labels?.Pattern),
        .. Option("--file-column", plan.Labels?.Columns?.FileColumn), .. Option("--label-column", plan.Labels?.Columns?.LabelColumn), .. Option("--set-column", plan.Labels?.Columns?.SetColumn),
        .. Option("--corrections", plan.Corrections is null ? null : plan.Folder.Corrections),
        "--valid-fraction", Text(plan.ValidFraction), .. Flag("--test-fraction", plan.TestFraction > 0, Text(plan.TestFraction)),
        .. plan.GoesOn ? (string[])["--from", plan.Weights] : ["--arch", plan.Architecture, "--weights", plan.Weights],
        "--recipe", plan.Folder.Recipe, "--size", Text(plan.ImageSize), "--batch-size", Text(plan.BatchSize),
        "--resize", Name(plan.Resize), "--resampling", Name(plan.Resampling), "--augment", plan.Augment,
        .. Flag("--flip", plan.Flip), .. Flag("--balanced", plan.Sampling == PictureSampling.Balanced), .. Flag("--ignore-exif", plan.Orientation == PictureOrientation.AsStored),
        .. Flag("--folds", plan.Folds > 0, Text(plan.Folds)),
        .. Training(plan.Training),
        "--seed", plan.Seed.ToString(CultureInfo.InvariantCulture), "--device", Name(plan.Compute.Device), "--precision", plan.Compute.Precision == NumericPrecision.BFloat16 ? "bf16" : "fp32",
        "--out", $"{Path.TrimEndingDirectorySeparator(plan.Folder.Path)}-again",
    ];

    /// <summary>A word as a shell reads it.</summary>
    public static string Quote(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,+".Contains(letter, StringComparison.Ordinal))
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IEnumerable<string> Training(TrainingChoices choices) =>
    [
        .. Flag("--loss", choices.Loss != new TrainingChoices().Loss, choices.Loss), .. Joined("--label-smoothing", choices.LabelSmoothing), .. Flag("--class-weights", choices.BalancesClasses, "balanced"),
        .. Joined("--mixup", choices.Mixup), .. Joined("--cutmix", choices.Cutmix),
        .. Flag("--metrics", choices.Metrics.Count > 0 && !choices.Metrics.SequenceEqual(MetricCatalogue.Usual), string.Join(',', choices.Metrics)),
        .. choices.Clip is { } clip ? (string[])["--clip", Text(clip)] : [], .. Flag("--accumulate", choices.Accumulate > 1, Text(choices.Accumulate)),
        .. choices.NormsPerRank ? (string[])["--norms-per-rank"] : [],
        .. Joined("--ema", choices.Ema), .. Joined("--early-stop", choices.EarlyStop), .. choices.TimeBudget is { } minutes ? (string[])["--time-budget", Text(minutes)] : [], .. Flag("--tensorboard", choices.Tensorboard),
    ];

    private static string[] Option(string name, string? value) => value is null ? [] : [name, value];

    private static string[] Flag(string name, bool isOn, string? value = null) => !isOn ? [] : value is null ? [name] : [name, value];

    /// <summary>An option whose value may be left out.</summary>
    private static string[] Joined(string name, double? value) => value is { } number ? [$"{name}={Text(number)}"] : [];

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
