using Emblem.Data;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Health;

/// <summary>
/// Looks over a set of pictures before anything is trained on it: counts and balance of the classes, sizes and kinds of files, and pictures that
/// are too dark, too bright, blurry, nearly empty, tiny or strips. Nothing is changed, and no file is fatal.
/// </summary>
public static class DataHealth
{
    /// <summary>Examines all pictures below a folder; classes are as <see cref="ImageFolder.PlaceOf"/> says, and what lies outside of any is the class <c>.</c>.</summary>
    /// <inheritdoc cref="ExamineAsync(LabelledImages, HealthOptions?, IProgress{StepProgress}?, CancellationToken)"/>
    public static Task<HealthReport> ExamineAsync(
        ImageFolder folder, HealthOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        string[] labels = [.. folder.Names.Select(name => folder.PlaceOf(name).Class is { Length: > 0 } found ? found : ".")];
        string[] classes = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        return ExamineAsync(
            new LabelledImages(
                classes,
                [
                    .. folder.Names.Select((name, i) =>
                        new LabelledImage(folder.PathOf(name), name, Array.BinarySearch(classes, labels[i], StringComparer.Ordinal))),
                ]),
            options,
            progress,
            stop);
    }

    /// <summary>Examines labelled pictures.</summary>
    /// <param name="images">The pictures; only read.</param>
    /// <param name="options">Thresholds and workers.</param>
    /// <param name="progress">Told after each file.</param>
    /// <param name="stop">Ends the work with <see cref="OperationCanceledException"/>.</param>
    public static async Task<HealthReport> ExamineAsync(
        LabelledImages images, HealthOptions? options = null, IProgress<StepProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new HealthOptions();
        var pictures = new PictureHealth?[images.Items.Count];
        var broken = new BrokenPicture?[images.Items.Count];
        int done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Workers), CancellationToken = stop };
        await Parallel.ForAsync(0, images.Items.Count, parallel, (i, _) =>
        {
            LabelledImage item = images.Items[i];
            string label = images.Classes[item.Label];
            try
            {
                pictures[i] = Examine(item, label);
            }
            catch (Exception fault) when (fault is ImageFileException or IOException or UnauthorizedAccessException)
            {
                broken[i] = new BrokenPicture(item.Name, label, fault is ImageFileException picture ? picture.Reason : fault.Message);
            }

            progress?.Report(new StepProgress("examining", Interlocked.Increment(ref done), images.Items.Count));
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return Summarise(images.Classes, [.. pictures.OfType<PictureHealth>()], [.. broken.OfType<BrokenPicture>()], options);
    }

    private static PictureHealth Examine(LabelledImage item, string label)
    {
        byte[] bytes = RegularFile.ReadAllBytes(item.Path);
        PictureThumbnail thumbnail = ThumbnailReader.Read(bytes, PictureMeasures.ViewSide);
        return new PictureHealth
        {
            Path = item.Path,
            Name = item.Name,
            Class = label,
            Bytes = bytes.Length,
            Format = thumbnail.Header.Format,
            Mode = thumbnail.Mode,
            Frames = thumbnail.Frames,
            Width = thumbnail.Header.Width,
            Height = thumbnail.Header.Height,
            Measures = PictureMeter.Measure(thumbnail.View),
        };
    }

    private static HealthReport Summarise(
        IReadOnlyList<string> classes, IReadOnlyList<PictureHealth> pictures, IReadOnlyList<BrokenPicture> broken, HealthOptions options)
    {
        HealthFinding[] findings = [.. pictures.SelectMany(picture => HealthRules.Judge(picture, options))];
        ILookup<string, PictureHealth> byClass = pictures.ToLookup(picture => picture.Class);
        ILookup<string, BrokenPicture> brokenByClass = broken.ToLookup(file => file.Class);
        ILookup<string, PictureHealth> troubled = findings.Select(finding => finding.Picture).Distinct().ToLookup(picture => picture.Class);
        return new HealthReport
        {
            Options = options,
            Classes =
            [
                .. classes.Select(name => new ClassHealth(
                    name,
                    byClass[name].Count(),
                    brokenByClass[name].Count(),
                    troubled[name].Count(),
                    Median(byClass[name].Select(picture => picture.Width)),
                    Median(byClass[name].Select(picture => picture.Height)))),
            ],
            Pictures = pictures,
            Broken = broken,
            Findings = findings,
        };
    }

    /// <summary>The upper middle of an even number.</summary>
    private static int Median(IEnumerable<int> values) => values.Order().ToArray() is { Length: > 0 } sorted ? sorted[sorted.Length / 2] : 0;
}
