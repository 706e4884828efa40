using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>
/// Everything between a picture's file and a network's input, as one value that goes from the data to the checkpoint to the
/// exported model: training and inference cannot disagree about it.
/// </summary>
public sealed record Preprocessing
{
    /// <summary>Creates the description.</summary>
    /// <param name="width">Columns of the network's input, at least 1.</param>
    /// <param name="height">Rows of the network's input, at least 1.</param>
    /// <param name="resize">How pictures of another shape are fitted; <see cref="ResizeMethod.Crop"/> as in fast.ai.</param>
    /// <param name="statistics">For normalisation; <see cref="ImageStatistics.ImageNet"/> when null.</param>
    /// <param name="padding">What is seen beyond the picture's edge; <see cref="PaddingMode.Reflection"/> by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or a choice is not a known one.</exception>
    public Preprocessing(
        int width,
        int height,
        ResizeMethod resize = ResizeMethod.Crop,
        ImageStatistics? statistics = null,
        PaddingMode padding = PaddingMode.Reflection)
    {
        Width = width;
        Height = height;
        Resize = resize;
        Statistics = statistics ?? ImageStatistics.ImageNet;
        Padding = padding;
    }

    /// <summary>Columns of the network's input.</summary>
    public int Width { get; init => field = Positive(value); }

    /// <summary>Rows of the network's input.</summary>
    public int Height { get; init => field = Positive(value); }

    /// <summary>How pictures of another shape are fitted.</summary>
    public ResizeMethod Resize { get; init => field = Known(value); }

    /// <summary>Mean and deviation of each channel, for normalisation.</summary>
    public ImageStatistics Statistics { get; init; }

    /// <summary>What is seen beyond the picture's edge.</summary>
    public PaddingMode Padding { get; init => field = Known(value); }

    /// <summary>
    /// How pixels of a picture that is not augmented are computed; <see cref="Resampling.Sampled"/> by default. Augmented ones are always sampled
    /// once: a filter cannot follow a rotation.
    /// </summary>
    public Resampling Resampling { get; init => field = Known(value); }

    /// <summary>
    /// The share of each side that is kept, around the centre: above 0, and 1 by default. The evaluation of published weights keeps, for example,
    /// 224 of 256 pixels: 0.875.
    /// </summary>
    public double CropFraction { get; init => field = Checked.Fraction(Checked.Positive(value)); } = 1;

    /// <summary>Whether pictures are turned as the camera noted when they are decoded; <see cref="PictureOrientation.Upright"/> by default.</summary>
    public PictureOrientation Orientation { get; init => field = Known(value); }

    /// <summary>Floats of one prepared picture: 3 × height × width.</summary>
    public int ValueCount => checked(3 * Width * Height);

    /// <summary>
    /// How one picture is sampled: resized and cropped at the centre. For training, augmentations add their choices to it.
    /// </summary>
    public SamplingPlan PlanFor(PixelImage source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var plan = new SamplingPlan(source.Width, source.Height, Width, Height, Resize, Padding);
        if (CropFraction < 1)
            plan.Zoom(1 / CropFraction, 0.5, 0.5);
        return plan;
    }

    /// <summary>Makes a picture ready for the network, as for validation and prediction: nothing in it is random.</summary>
    /// <param name="source">The decoded picture.</param>
    /// <param name="destination">Receives <see cref="ValueCount"/> floats: all red rows, then green, then blue.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    public void Prepare(PixelImage source, Span<float> destination) =>
        Prepare(source, new PictureSlot(destination, Width, PixelLayout.Planes), new SamplingScratch());

    /// <summary>Makes a picture ready straight in its place in a batch.</summary>
    /// <inheritdoc cref="Prepare(PixelImage, Span{float})"/>
    internal void Prepare(PixelImage source, PictureSlot destination, SamplingScratch scratch)
    {
        if (Resampling == Resampling.Sampled)
            Resampler.Sample(source, PlanFor(source), Statistics, destination, scratch);
        else
            PlainView.Normalise(PlainView.Of(source, this), Statistics, destination, scratch);
    }

    /// <summary>What the network sees of a picture, before normalisation, as 8-bit pixels for people.</summary>
    public PixelImage View(PixelImage source) =>
        Resampling == Resampling.Sampled ? Resampler.Sample(source, PlanFor(source)) : PlainView.Of(source, this);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);

    private static int Positive(int value) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A picture's side must be at least 1 pixel.");

    private static T Known<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"Expected one of {string.Join(", ", Enum.GetNames<T>())}.");
}
