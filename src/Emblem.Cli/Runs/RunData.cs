using Emblem.Augmentation;
using Emblem.Cli.Terminal;
using Emblem.Data;
using Emblem.Duplicates;
using Emblem.Imaging;

namespace Emblem.Cli.Runs;

/// <summary>The pictures of a run: the same options always give the same split and the same batches.</summary>
internal static class RunData
{
    /// <exception cref="OperationCanceledException">Stopped while it looked for duplicates.</exception>
    public static ImageData Open(RunOptions options, int workers, CommandOutput output, CancellationToken stop) =>
        Split(options, output, stop).ToBatches(Batches(options, workers));

    /// <summary>Thumbnails are kept: the same pictures are looked at run after run.</summary>
    private static readonly DuplicateOptions Duplicates = new() { Cache = true };

    /// <summary>Divides the pictures.</summary>
    /// <exception cref="OperationCanceledException">Stopped while it looked for duplicates.</exception>
    public static ImageSplit Split(RunOptions options, CommandOutput output, CancellationToken stop)
    {
        LabelledImages images = ImageFolder.Open(options.Data).LabelByFolder();
        return options.Valid is null
            ? output.Progress("looking for duplicates", progress => images.SplitRandomly(
                options.ValidFraction, options.Seed, options.TestFraction, new SplitOptions { Progress = progress, Duplicates = Duplicates }, stop))
            : images.SplitWith(ImageFolder.Open(options.Valid).LabelByFolder()) with { Duplicates = Duplicates };
    }

    /// <summary>How they become batches.</summary>
    public static BatchOptions Batches(RunOptions options, int workers) => new()
    {
        ImageSize = options.Size,
        BatchSize = options.BatchSize,
        Resize = options.Resize ?? ResizeMethod.Crop,
        Resampling = options.Resampling ?? Resampling.Sampled,
        Augment = Augment(options),
        Sampling = options.Sampling,
        Orientation = options.Orientation,
        Workers = workers,
        Seed = options.Seed,
        CacheBytes = ReadsOnce(options) ? 0 : null,
    };

    /// <summary>Whether training passes each picture once: what is decoded then need not be kept.</summary>
    private static bool ReadsOnce(RunOptions options) => options.Recipe is { FineTune: null, Head.Views: 1 };

    private static IReadOnlyList<IAugmentation> Augment(RunOptions options) => options.Augment switch
    {
        AugmentPreset.None => Augmentations.None,
        AugmentPreset.Web => Augmentations.Web(options.Flip),
        AugmentPreset.Randaugment => Augmentations.RandAugment(flip: options.Flip),
        _ => Augmentations.Standard(flip: options.Flip, maxZoom: 1),
    };

    /// <summary>Pictures by class and side.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Table(ImageSplit split) =>
    [
        .. split.Classes.Select((name, label) => (string[])
        [
            name, Count(split.Training, label), Count(split.Validation, label), .. split.Test.Count > 0 ? [Count(split.Test, label)] : (string[])[],
        ]),
        (string[])["total", $"{split.Training.Count}", $"{split.Validation.Count}", .. split.Test.Count > 0 ? [$"{split.Test.Count}"] : (string[])[]],
    ];

    public static IReadOnlyList<string> Headers(ImageSplit split) => split.Test.Count > 0
        ? ["class", "training", "validation", "test"]
        : ["class", "training", "validation"];

    private static string Count(IReadOnlyList<LabelledImage> items, int label) => $"{items.Count(item => item.Label == label)}";
}
