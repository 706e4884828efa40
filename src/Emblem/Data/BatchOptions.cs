using Emblem.Augmentation;
using Emblem.Cluster;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Data;

/// <summary>How pictures become batches.</summary>
public sealed record BatchOptions
{
    /// <summary>Sides of the square that the network sees, in pixels; 224 by default.</summary>
    public int ImageSize { get; init; } = 224;

    /// <summary>Pictures in a training batch; the notebook's 32 by default. A processor scores pictures in smaller ones.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>How pictures of another shape are fitted; fast.ai's crop by default.</summary>
    public ResizeMethod Resize { get; init; } = ResizeMethod.Crop;

    /// <summary>
    /// Normalisation. Null, the default, takes that of the weights a learner starts from: what a saved model says of itself, else that of the
    /// architecture's published weights, which is ImageNet's for most.
    /// </summary>
    public ImageStatistics? Statistics { get; init; }

    /// <summary>How pixels of pictures that are not augmented are computed; <see cref="Resampling.Sampled"/>, as augmented ones are, by default.</summary>
    public Resampling Resampling { get; init; } = Resampling.Sampled;

    /// <summary>The share of each side that is kept around the centre, above 0; 1, all of it, by default.</summary>
    public double CropFraction { get; init; } = 1;

    /// <summary>Random changes of training pictures; fast.ai's <c>get_transforms()</c> by default.</summary>
    public IReadOnlyList<IAugmentation> Augment { get; init => field = Listing.Of(value); } = Listing.Of(Augmentations.Standard());

    /// <summary>
    /// Whether pictures are turned as the camera noted; <see cref="PictureOrientation.Upright"/> by default. A model remembers it, and predicts
    /// alike.
    /// </summary>
    public PictureOrientation Orientation { get; init; }

    /// <summary>Which training pictures an epoch shows: each once, in random order, by default.</summary>
    public PictureSampling Sampling { get; init; }

    /// <summary>
    /// Leaves the training pictures out that do not fill a last batch, as fast.ai does; on by default. Otherwise they make a smaller batch, but
    /// for a single picture, which batch norms cannot learn from. Fewer pictures than a batch are never left out, nor are validation pictures.
    /// </summary>
    public bool DropLast { get; init; } = true;

    /// <summary>
    /// Threads that decode and augment ahead of the network; 0 does it on the training thread. Changes the speed, never a picture.
    /// By default one a core, at most four.
    /// </summary>
    public int Workers { get; init; } = Math.Min(4, Environment.ProcessorCount);

    /// <summary>Batches made ahead at most; each holds batch × 3 × size² × 4 bytes.</summary>
    public int Prefetch { get; init; } = 3;

    /// <summary>
    /// Bytes of decoded pictures, 3 a pixel, that are kept in memory so that later epochs decode nothing; 0 for none. Null, the default, takes a
    /// quarter of the memory that is free. Where not all fit, those that came first stay.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public long? CacheBytes { get; init => field = value is null or >= 0 ? value : throw Negative(value); }

    /// <summary>
    /// A folder that keeps decoded pictures from run to run, raw, 3 bytes a pixel; null, the default, for none. It pays where decoding is
    /// slow and the disk is not. Files that changed are decoded again. Emblem never empties it; delete it at will.
    /// </summary>
    public string? CacheFolder { get; init; }

    /// <summary>The seed of order and augmentation.</summary>
    public long Seed { get; init; } = RandomSource.UsualSeed;

    /// <summary>How batches lie in memory: what the network computes with decides it.</summary>
    internal BatchFormat Format { get; init; } = new();

    /// <summary>Pictures in a batch that teaches nothing, where that is fewer than <see cref="BatchSize"/>: what computes decides it.</summary>
    internal int Together { get; init; } = int.MaxValue;

    /// <summary>The processes that share each training batch; null for one that has all of it.</summary>
    internal Ranks? Ranks { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static ArgumentOutOfRangeException Negative(long? value) => new(nameof(CacheBytes), value, "Expected 0 or more bytes, or null.");
}
