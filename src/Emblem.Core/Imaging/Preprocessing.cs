namespace Emblem.Imaging;

/// <summary>
/// Everything between a decoded picture and a network's input, as one value that goes from the data to the checkpoint to the
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

    /// <summary>Floats of one prepared picture: 3 × height × width.</summary>
    public int ValueCount => checked(3 * Width * Height);

    /// <summary>
    /// How one picture is sampled: resized and cropped at the centre, as for validation and prediction. For training,
    /// augmentations add their choices to it.
    /// </summary>
    public SamplingPlan PlanFor(PixelImage source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new SamplingPlan(source.Width, source.Height, Width, Height, Resize, Padding);
    }

    private static int Positive(int value) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A picture's side must be at least 1 pixel.");

    private static T Known<T>(T value)
        where T : struct, Enum => Enum.IsDefined(value)
        ? value
        : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"Expected one of {string.Join(", ", Enum.GetNames<T>())}.");
}
