using Emblem.Foundation;
using NetVips;

namespace Emblem.Benchmarks;

/// <summary>One way in which the web wears a picture.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Apply">Makes the worn picture from 8-bit sRGB; chances come from the stream.</param>
internal sealed record Wear(string Name, Func<Image, RandomStream, Image> Apply)
{
    public static readonly IReadOnlyList<Wear> All =
    [
        new("JPEG 30", (image, _) => Jpeg(image, 30)),
        new("halved", (image, _) => image.Resize(0.5, kernel: Enums.Kernel.Cubic)),
        new("third, JPEG 50", (image, _) => Jpeg(image.Resize(1.0 / 3, kernel: Enums.Kernel.Linear), 50)),
        new("crop 5%", (image, random) => CropAnywhere(image, 0.05, random)),
        new("crop 10%", (image, random) => CropAnywhere(image, 0.10, random)),
        new("border 4%", (image, random) => Frame(image, 0.04, random.NextChance(0.5) ? 0 : 255)),
        new("brighter", (image, _) => Contrast(Bytes(image.Linear([1.25], [0])), 0.85)),
        new("grayscale", (image, _) => Luma(image) is var gray ? gray.Bandjoin(gray, gray) : image),
        new("white bar", (image, _) => image.Mutate(canvas => canvas.DrawRect(
            [255, 255, 255], Part(image.Width, 0.70), Part(image.Height, 0.85), Part(image.Width, 0.28), Part(image.Height, 0.12), fill: true))),
        new("WebP 60, 3% off", (image, _) => Image.NewFromBuffer(CropEachSide(image, 0.03).WebpsaveBuffer(q: 60))),
        new("mirrored", (image, _) => image.FlipHor()),
        new("turned by 3°", (image, _) => Turn(image, 3)),
    ];

    /// <summary>The twelve, and a watermark: pale stripes aslant in a corner, through which the picture shows.</summary>
    public static readonly IReadOnlyList<Wear> AllAndMarked = [.. All, new("watermark", (image, random) => Marked(image, random))];

    private static int Part(int side, double share) => (int)Math.Round(side * share);

    private static Image Jpeg(Image image, int quality) => Image.NewFromBuffer(image.JpegsaveBuffer(q: quality));

    private static Image CropAnywhere(Image image, double share, RandomStream random)
    {
        (int width, int height) = (Part(image.Width, 1 - share), Part(image.Height, 1 - share));
        return image.Crop(random.NextInt(image.Width - width + 1), random.NextInt(image.Height - height + 1), width, height);
    }

    private static Image CropEachSide(Image image, double share)
    {
        (int x, int y) = (Part(image.Width, share), Part(image.Height, share));
        return image.Crop(x, y, image.Width - (2 * x), image.Height - (2 * y));
    }

    private static Image Frame(Image image, double share, int level)
    {
        int border = Part(Math.Max(image.Width, image.Height), share);
        return image.Embed(
            border, border, image.Width + (2 * border), image.Height + (2 * border), extend: Enums.Extend.Background, background: [level, level, level]);
    }

    /// <summary>Towards the mean luma, rounded, as Pillow's <c>ImageEnhance.Contrast</c> does.</summary>
    private static Image Contrast(Image image, double factor)
    {
        double mean = Math.Floor(Luma(image).Avg() + 0.5);
        return Bytes(image.Linear([factor], [mean * (1 - factor)]));
    }

    private static Image Luma(Image image) =>
        Bytes(image.Recomb(Image.NewFromArray(new[,] { { 0.299, 0.587, 0.114 } })).Linear([1], [0.5])).Copy(interpretation: Enums.Interpretation.Srgb);

    private static Image Turn(Image image, double degrees)
    {
        (double sine, double cosine) = Math.SinCos(-degrees * Math.PI / 180);
        using var bicubic = Interpolate.NewFromName("bicubic");
        return Bytes(image.Affine(
            [cosine, -sine, sine, cosine], interpolate: bicubic, oarea: [0, 0, image.Width, image.Height],
            odx: image.Width / 2.0, ody: image.Height / 2.0, idx: -image.Width / 2.0, idy: -image.Height / 2.0, background: [0, 0, 0]));
    }

    private static Image Marked(Image image, RandomStream random)
    {
        (double left, double top) = (random.NextDouble(0.02, 0.6) * image.Width, random.NextDouble(0.02, 0.75) * image.Height);
        using Image where = Image.Xyz(image.Width, image.Height);
        Image inside = (where[0] > left) & (where[0] < left + (0.35 * image.Width)) & (where[1] > top) & (where[1] < top + (0.2 * image.Height));
        Image stripes = ((where[0] + where[1]) % (0.06 * image.Width)) < (0.025 * image.Width);
        Image share = (inside & stripes) * (0.6 / 255);
        return Bytes((image * (share.Linear([-1], [1]))) + (share * 245));
    }

    private static Image Bytes(Image image) => image.Cast(Enums.BandFormat.Uchar);
}
