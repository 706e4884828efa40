using Emblem.Foundation;
using Emblem.Imaging;
using static TorchSharp.torch;

namespace Emblem.Benchmarks;

/// <summary>
/// The straightforward way, as most pipelines are written: every effect a pass of its own over the whole picture with libtorch's ops. The same
/// kinds of change as fast.ai's standard set, equally often.
/// </summary>
internal sealed class MultiPass(int size)
{
    private readonly RandomSource _random = new(1);
    private readonly Tensor _place = empty(3, size, size).DetachFromDisposeScope();

    /// <summary>The latest picture, [3, size, size].</summary>
    public Tensor Result => _place;

    public void Augment(PixelImage picture, int index)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        RandomStream random = _random.Stream("augment", 0, index);
        Tensor bytes = tensor(picture.Pixels, picture.Height, picture.Width, 3);
        Tensor all = bytes.permute(2, 0, 1).to_type(ScalarType.Float32).div_(Number(255)).unsqueeze(0);
        double ratio = (double)size / Math.Min(picture.Width, picture.Height);
        (int height, int width) = ((int)Math.Round(picture.Height * ratio), (int)Math.Round(picture.Width * ratio));
        Tensor view = nn.functional.interpolate(
            all, [height, width], mode: InterpolationMode.Bilinear, align_corners: false, antialias: ratio < 0.5);
        if (random.NextChance(0.75))
            view = Look(view, Homography.SymmetricWarp(Within(random, 0.2), Within(random, 0.2), Within(random, 0.2), Within(random, 0.2)));
        if (random.NextChance(0.75))
            view = Look(view, Homography.Rotation(Within(random, 10)));
        if (random.NextChance(0.75))
            view = Look(view, Homography.Zoom(random.NextDouble(1, 1.1), random.NextDouble(0, 1), random.NextDouble(0, 1)));
        if (random.NextChance(0.5))
            view = view.flip(3);
        view = view[.., .., Cut(random, height), Cut(random, width)];
        if (random.NextChance(0.75))
            view = Lit(view, logits => logits.add_(Number(Math.Log((1 / random.NextDouble(0.4, 0.6)) - 1))));
        if (random.NextChance(0.75))
            view = Lit(view, logits => logits.mul_(Number(random.NextDouble(0.8, 1.25))));
        Tensor mean = tensor(ImageStatistics.ImageNet.Mean.ToArray()).view(3, 1, 1);
        Tensor std = tensor(ImageStatistics.ImageNet.Std.ToArray()).view(3, 1, 1);
        _place.copy_(view.squeeze(0).sub(mean).div(std));
    }

    private TensorIndex Cut(RandomStream random, int side)
    {
        int start = (int)(random.NextDouble(0, 1) * (side - size + 1));
        return TensorIndex.Slice(start, start + size);
    }

    /// <summary>
    /// As a tensor, which the dispose scope keeps alive. A number handed to an op becomes a TorchSharp scalar that nothing holds, and when its
    /// finalizer runs before the op reads it, the op fails with "Unknown scalar type".
    /// </summary>
    private static Tensor Number(double value) => tensor((float)value);

    private static double Within(RandomStream random, double limit) => random.NextDouble(-limit, limit);

    private static Tensor Lit(Tensor view, Func<Tensor, Tensor> change) => change(view.clamp(Number(1e-7), Number(1 - 1e-7)).logit()).sigmoid();

    private static Tensor Look(Tensor view, Homography map)
    {
        Tensor columns = linspace(-1, 1, view.shape[3]).view(1, -1);
        Tensor rows = linspace(-1, 1, view.shape[2]).view(-1, 1);
        Tensor divisor = (columns * Number(map.M20)) + (rows * Number(map.M21)) + Number(map.M22);
        Tensor x = ((columns * Number(map.M00)) + (rows * Number(map.M01)) + Number(map.M02)) / divisor;
        Tensor y = ((columns * Number(map.M10)) + (rows * Number(map.M11)) + Number(map.M12)) / divisor;
        return nn.functional.grid_sample(view, stack([x, y], 2).unsqueeze(0), padding_mode: GridSamplePaddingMode.Reflection, align_corners: true);
    }
}
