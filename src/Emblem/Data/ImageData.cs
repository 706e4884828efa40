using System.Globalization;
using Emblem.Cluster;
using Emblem.Compute;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>
/// Everything a learner needs of the pictures: the split, and how it becomes batches. Immutable; holds no native memory, but keeps decoded
/// pictures as <see cref="BatchOptions.CacheBytes"/> allows.
/// </summary>
public sealed class ImageData
{
    private readonly PictureCache _pictures;
    private readonly TrainingOrder _order;
    private readonly PictureReader _training;
    private readonly PictureReader _plain;

    internal ImageData(ImageSplit split, BatchOptions options)
        : this(split, options, PictureCache.For(split, options))
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(Environment.NewLine, SplitText.Sides(Split).Prepend(string.Create(
        CultureInfo.InvariantCulture,
        $"ImageData: {SplitText.Classes(Classes)}, pictures of {Options.ImageSize} x {Options.ImageSize}, batches of {Options.BatchSize}")));

    private ImageData(ImageSplit split, BatchOptions options, PictureCache pictures)
    {
        _pictures = pictures;
        Split = split;
        Options = options;
        Preprocessing = new Preprocessing(options.ImageSize, options.ImageSize, options.Resize, options.Statistics)
        {
            Resampling = options.Resampling,
            CropFraction = options.CropFraction,
            Orientation = options.Orientation,
        };
        var random = new RandomSource(options.Seed);
        _order = new TrainingOrder(split.Training, options.Sampling, random);
        _training = new PictureReader(pictures, Preprocessing, options.Augment, random);
        _plain = new PictureReader(pictures, Preprocessing, [], random);
    }

    /// <summary>The divided pictures.</summary>
    public ImageSplit Split { get; }

    /// <summary>How they become batches.</summary>
    public BatchOptions Options { get; }

    /// <summary>Class names in index order.</summary>
    public IReadOnlyList<string> Classes => Split.Classes;

    /// <summary>
    /// What is done to a picture that is not augmented; travels on into every saved model. Without statistics in <see cref="Options"/> it has
    /// ImageNet's here, and those of the weights in a learner.
    /// </summary>
    public Preprocessing Preprocessing { get; }

    /// <summary>Augmented, in the order and with the last batch that <see cref="Options"/> say.</summary>
    internal BatchSource Training
    {
        get
        {
            int size = Math.Min(Options.BatchSize, _order.Count);
            int rest = _order.Count % size;
            int shown = rest == 1 || Options.DropLast ? _order.Count - rest : _order.Count;
            return new BatchSource((shown + size - 1) / size, (epoch, stop) => Load(0, epoch, stop)) { Rest = Load };

            IEnumerable<Batch> Load(int done, int epoch, CancellationToken stop)
            {
                Draw[][] batches = [.. _order.Of(epoch)[(done * size)..shown].Chunk(size)];
                BatchLoader loader = Loader(Split.Training, _training);
                return Options.Ranks is { } ranks ? LoadParts(loader, batches, ranks, epoch, stop) : loader.Load(batches, epoch, stop);
            }
        }
    }

    /// <summary>In order, not augmented.</summary>
    internal BatchSource Validation => Ordered(Split.Validation);

    /// <summary>Pictures that pass the network together where none teaches it.</summary>
    internal int Passing => Math.Min(Options.BatchSize, Options.Together);

    /// <summary>Pictures as the network will see them in training, in the order of the first epoch: to look at before training.</summary>
    /// <param name="count">How many; fewer when there are fewer.</param>
    public IReadOnlyList<TrainingView> ViewTraining(int count) => Listing.Of<TrainingView>(
    [
        .. _order.Of(0).Take(count).Select(draw =>
        {
            LabelledImage item = Split.Training[draw.Item];
            return new TrainingView(_training.View(item, 0, draw.View), Classes[item.Label], item.Name);
        }),
    ]);

    /// <summary>
    /// The first pictures of the first epoch, each several times: plain, then as training changes it in one epoch after the other.
    /// </summary>
    /// <param name="pictures">How many; fewer when there are fewer.</param>
    /// <param name="variants">Changed views of each, at least 0.</param>
    /// <returns>Picture by picture, 1 + <paramref name="variants"/> views of each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public IReadOnlyList<TrainingView> ViewVariants(int pictures, int variants)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pictures);
        ArgumentOutOfRangeException.ThrowIfNegative(variants);
        return Listing.Of<TrainingView>(
        [
            .. AtOnce.Make(_order.Of(0).Take(pictures), (draw, _) =>
            {
                LabelledImage item = Split.Training[draw.Item];
                IEnumerable<PixelImage> views = Enumerable.Range(0, variants).Select(epoch => _training.View(item, epoch, draw.View));
                return views.Prepend(ViewPlain(item)).Select(view => new TrainingView(view, Classes[item.Label], item.Name)).ToArray();
            }).SelectMany(views => views),
        ]);
    }

    /// <summary>The same pictures, normalised like this unless <see cref="Options"/> say how.</summary>
    internal ImageData NormalisedBy(ImageStatistics usual) => Options.Statistics is null ? With(Options with { Statistics = usual }) : this;

    /// <summary>The same pictures, those that are decoded too, with batches of that form.</summary>
    internal ImageData In(BatchFormat format) => With(Options with { Format = format });

    /// <summary>The same pictures, whose training batches are shared by the processes of a job.</summary>
    internal ImageData Across(Ranks? ranks) => With(Options with { Ranks = ranks });

    /// <summary>The same pictures, in batches as they are computed best there.</summary>
    internal ImageData For(ComputePlan compute) => With(Options with { Format = BatchFormat.For(compute), Together = compute.Together });

    /// <summary>A validation picture as the network sees it.</summary>
    internal PixelImage ViewPlain(LabelledImage item) => _plain.View(item, 0, 0);

    /// <summary>Any pictures, in order and not augmented; in batches that teach nothing, or of another size.</summary>
    internal BatchSource Ordered(IReadOnlyList<LabelledImage> items, int? size = null) => InOrder(items, _plain, size ?? Passing);

    /// <summary>Any pictures, in order, changed as training changes them: each epoch gives another view of every one.</summary>
    internal BatchSource Changed(IReadOnlyList<LabelledImage> items) => InOrder(items, _training, Passing);

    private BatchSource InOrder(IReadOnlyList<LabelledImage> items, PictureReader reader, int size)
    {
        return new BatchSource((items.Count + size - 1) / size, (epoch, stop) => Load(_ => true, epoch, stop))
        {
            Turns = (rank, ranks, epoch, stop) => Load(batch => batch % ranks == rank, epoch, stop),
        };

        IEnumerable<Batch> Load(Func<int, bool> takes, int epoch, CancellationToken stop) =>
            Loader(items, reader).Load(Draw.InOrder(items.Count).Chunk(size).Where((_, index) => takes(index)), epoch, stop);
    }

    /// <summary>This rank's rows of each batch; no other picture is read.</summary>
    private static IEnumerable<Batch> LoadParts(BatchLoader loader, Draw[][] batches, Ranks ranks, int epoch, CancellationToken stop)
    {
        BatchPart[] parts = [.. batches.Select(batch => BatchPart.OfRank(batch.Length, ranks.Rank, ranks.Count))];
        IEnumerable<Draw[]> own = batches.Zip(parts, (batch, part) => batch[part.First..(part.First + part.Count)]);
        foreach ((Batch batch, BatchPart part) in loader.Load(own, epoch, stop).Zip(parts))
        {
            batch.Part = part;
            yield return batch;
        }
    }

    /// <summary>For options that decode alike.</summary>
    private ImageData With(BatchOptions options) => new(Split, options, _pictures);

    private BatchLoader Loader(IReadOnlyList<LabelledImage> items, PictureReader reader) => new(items, reader, Options);
}
