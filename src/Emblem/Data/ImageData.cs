using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>Everything a learner needs of the pictures: the split, and how it becomes batches. Immutable; holds no native memory.</summary>
public sealed class ImageData
{
    private readonly PictureReader _training;
    private readonly PictureReader _plain;

    internal ImageData(ImageSplit split, BatchOptions options)
    {
        Split = split;
        Options = options;
        Preprocessing = new Preprocessing(options.ImageSize, options.ImageSize, options.Resize, options.Statistics)
        {
            Resampling = options.Resampling,
            CropFraction = options.CropFraction,
        };
        var random = new RandomSource(options.Seed);
        _training = new PictureReader(Preprocessing, options.Augment, random);
        _plain = new PictureReader(Preprocessing, [], random);
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

    /// <summary>
    /// Shuffled and augmented, without the pictures that do not fill a last batch, as in fast.ai; with fewer pictures than a batch, all in one.
    /// </summary>
    internal BatchSource Training
    {
        get
        {
            int size = Math.Min(Options.BatchSize, Split.Training.Count);
            int batches = Split.Training.Count / size;
            return new BatchSource(batches, (epoch, stop) => Load(0, epoch, stop)) { Rest = Load };

            IEnumerable<Batch> Load(int done, int epoch, CancellationToken stop) => Loader(Split.Training, _training)
                .Load(Shuffled(epoch)[(done * size)..(batches * size)], size, epoch, stop);
        }
    }

    /// <summary>In order, not augmented.</summary>
    internal BatchSource Validation => Ordered(Split.Validation);

    /// <summary>Pictures as the network will see them in training, in the order of the first epoch: to look at before training.</summary>
    /// <param name="count">How many; fewer when there are fewer.</param>
    public IReadOnlyList<TrainingView> ViewTraining(int count) =>
    [
        .. Shuffled(0).Take(count).Select(index =>
        {
            LabelledImage item = Split.Training[index];
            return new TrainingView(_training.View(item, 0, index), Classes[item.Label], item.Name);
        }),
    ];

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
        return
        [
            .. Shuffled(0).Take(pictures).SelectMany(index =>
            {
                LabelledImage item = Split.Training[index];
                IEnumerable<PixelImage> views = Enumerable.Range(0, variants).Select(epoch => _training.View(item, epoch, index));
                return views.Prepend(ViewPlain(item)).Select(view => new TrainingView(view, Classes[item.Label], item.Name));
            }),
        ];
    }

    /// <summary>The same pictures, normalised like this unless <see cref="Options"/> say how.</summary>
    internal ImageData NormalisedBy(ImageStatistics usual) =>
        Options.Statistics is null ? new ImageData(Split, Options with { Statistics = usual }) : this;

    /// <summary>A validation picture as the network sees it.</summary>
    internal PixelImage ViewPlain(LabelledImage item) => _plain.View(item, 0, 0);

    /// <summary>Any pictures, in order and not augmented.</summary>
    internal BatchSource Ordered(IReadOnlyList<LabelledImage> items) => new(
        (items.Count + Options.BatchSize - 1) / Options.BatchSize,
        (epoch, stop) => Loader(items, _plain).Load([.. Enumerable.Range(0, items.Count)], Options.BatchSize, epoch, stop));

    private BatchLoader Loader(IReadOnlyList<LabelledImage> items, PictureReader reader) => new(items, reader, Options.Workers, Options.Prefetch);

    private int[] Shuffled(int epoch)
    {
        int[] order = [.. Enumerable.Range(0, Split.Training.Count)];
        new RandomSource(Options.Seed).Stream("shuffle", epoch).Shuffle(order.AsSpan());
        return order;
    }
}
