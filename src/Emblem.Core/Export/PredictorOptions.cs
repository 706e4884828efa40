using Emblem.Augmentation;
using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Export;

/// <summary>How a <see cref="Predictor"/> works; settled when it is made.</summary>
public sealed record PredictorOptions
{
    /// <summary>
    /// The views of each picture that answers are averaged over; <see cref="TestTimeAugmentation.None"/> by default. The mean is of probabilities at the
    /// model's temperature, which was chosen on plain pictures, as its threshold was: means are a little less sure.
    /// </summary>
    public TestTimeAugmentation TestTime { get; init; } = TestTimeAugmentation.None;

    /// <summary>
    /// Views that are computed together at most, 1 to 1024; 4 by default, since larger batches are hardly faster on a processor and hold more memory. A
    /// call with many pictures holds two batches, and all waiting <see cref="Predictor.PredictAsync"/> two more; each view takes 12 bytes for each
    /// pixel of the network's input.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int BatchSize { get; init => field = (int)Checked.Within(value, 1, 1024); } = 4;

    /// <summary>
    /// Pictures with more pixels than this are refused by their header; <see cref="ImageCodec.DefaultPixelLimit"/> by default. A decoded picture takes
    /// 3 bytes a pixel, and as many are decoded at once as there are processors, so lower it where strangers send pictures.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public long PixelLimit { get; init => field = (long)Checked.Within(value, 1, long.MaxValue); } = ImageCodec.DefaultPixelLimit;

    /// <summary>
    /// Told in a sentence when a convolution has to be computed in another way than planned, because its numbers would be wrong; nobody by default.
    /// Called by the thread that computes.
    /// </summary>
    public IProgress<string>? Messages { get; init; }

    /// <summary>Pictures whose views fit into a batch, at least one.</summary>
    internal int PicturesPerBatch => Math.Max(1, BatchSize / TestTime.ViewCount);

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
