using Emblem.Foundation;
using Emblem.Imaging;

namespace Emblem.Augmentation;

/// <summary>Ready-made sets of augmentations for training pictures.</summary>
public static class Augmentations
{
    /// <summary>The sets that have a name, the usual one first: <c>standard</c>, <c>none</c>, <c>web</c> and <c>randaugment</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = Listing.Of<string>(["standard", "none", "web", "randaugment"]);

    /// <summary>A set by its name. <c>standard</c> is fast.ai's without its zoom, as in the notebook.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="flip">Whether pictures may be mirrored: wrong for text and most marks.</param>
    /// <exception cref="EmblemException">No such set.</exception>
    public static IReadOnlyList<IAugmentation> Named(string name, bool flip) => name switch
    {
        "standard" => Standard(flip: flip, maxZoom: 1),
        "none" => None,
        "web" => Web(flip),
        "randaugment" => RandAugment(flip: flip),
        _ => throw new EmblemException($"There is no set of augmentations '{name}'; known are {string.Join(", ", Names)}."),
    };

    /// <summary>No change but the resize and centre crop that validation and prediction use.</summary>
    public static IReadOnlyList<IAugmentation> None { get; } = Listing.Of<IAugmentation>([]);

    /// <summary>fast.ai's <c>get_transforms</c>: a random crop, a flip, and small changes of geometry and light.</summary>
    /// <param name="flip">Mirrors half of the pictures; turn it off where letters or sides matter.</param>
    /// <param name="maxRotate">The largest rotation in degrees, 0 to 180.</param>
    /// <param name="maxZoom">The largest zoom, 1 to 100; 1 for none.</param>
    /// <param name="maxLighting">The largest change of brightness and of contrast, 0 to 0.99.</param>
    /// <param name="maxWarp">The largest warp magnitude, 0 to below 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static IReadOnlyList<IAugmentation> Standard(
        bool flip = true, double maxRotate = 10, double maxZoom = 1.1, double maxLighting = 0.2, double maxWarp = 0.2) =>
        Standard(new StandardAugmentation
        {
            Flip = flip,
            MaxRotate = maxRotate,
            MaxZoom = maxZoom,
            MaxLighting = maxLighting,
            MaxWarp = maxWarp,
        });

    /// <summary>The same with every setting.</summary>
    public static IReadOnlyList<IAugmentation> Standard(StandardAugmentation options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<IAugmentation> chosen = [new RandomCrop()];
        if (options.Flip)
            chosen.Add(options.FlipVertical ? new RandomDihedral() : new RandomFlip());
        if (options.MaxWarp > 0)
            chosen.Add(new RandomWarp { MaxMagnitude = options.MaxWarp, Probability = options.AffineProbability });
        if (options.MaxRotate > 0)
            chosen.Add(new RandomRotation { MaxDegrees = options.MaxRotate, Probability = options.AffineProbability });
        if (options.MaxZoom > 1)
            chosen.Add(new RandomZoom { MaxScale = options.MaxZoom, Probability = options.AffineProbability });
        if (options.MaxLighting > 0)
        {
            chosen.Add(new RandomBrightness { MaxChange = options.MaxLighting, Probability = options.LightingProbability });
            chosen.Add(new RandomContrast { MaxChange = options.MaxLighting, Probability = options.LightingProbability });
        }

        return Listing.Of(chosen);
    }

    /// <summary>
    /// For logos and objects in pictures from the web: parts of the picture, small changes of viewpoint, light and colour, and the wear that such
    /// pictures have, blur and JPEG compression. Its strengths were set by eye; on 280 logos it was not told apart from fast.ai's changes, the default
    /// (<c>benchmarks/README.md</c>).
    /// </summary>
    /// <param name="flip">Mirrors half of the pictures; off by default, for letters and sides matter in logos.</param>
    public static IReadOnlyList<IAugmentation> Web(bool flip = false)
    {
        List<IAugmentation> chosen = [new RandomResizedCrop { MinArea = 0.5, MaxAspect = 1.2 }];
        if (flip)
            chosen.Add(new RandomFlip());
        chosen.AddRange(
        [
            new RandomWarp { MaxMagnitude = 0.15, Probability = 0.5 },
            new RandomRotation { MaxDegrees = 8, Probability = 0.5 },
            new RandomBrightness { MaxChange = 0.25 },
            new RandomContrast { MaxChange = 0.25 },
            new RandomHue { MaxDegrees = 8, Probability = 0.5 },
            new RandomSaturation { MaxChange = 0.3, Probability = 0.5 },
            new RandomGrayscale { Probability = 0.05 },
            new RandomBlur { MaxSigma = 1.5, Probability = 0.2 },
            new RandomJpegWear { MinQuality = 25, Probability = 0.3 },
            new RandomErasing { MaxArea = 0.15, Probability = 0.2 },
        ]);
        return Listing.Of(chosen);
    }

    /// <summary>
    /// RandAugment (Cubuk et al. 2019): a random crop, then a few augmentations drawn for each picture, all of one strength. Two numbers in place of
    /// many. Drawn from nine: nothing, rotation, zoom, perspective, brightness, contrast, saturation, hue, blur; posterising, inverting and the like,
    /// which few pictures of the web show, are left out.
    /// </summary>
    /// <param name="count">How many are drawn for a picture; 2 by default, 0 to 20.</param>
    /// <param name="magnitude">How strong they are at most; 9 by default, 0 to 10.</param>
    /// <param name="flip">Mirrors half of the pictures.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static IReadOnlyList<IAugmentation> RandAugment(int count = 2, double magnitude = 9, bool flip = true)
    {
        Checked.Within(count, 0, 20);
        double share = Checked.Within(magnitude, 0, 10) / 10;
        IAugmentation[] options =
        [
            new RandomFlip { Probability = 0 },
            new RandomRotation { MaxDegrees = 30 * share, Probability = 1 },
            new RandomZoom { MaxScale = 1 + (0.5 * share), Probability = 1 },
            new RandomPerspective { MaxMagnitude = 0.3 * share, Probability = 1 },
            new RandomBrightness { MaxChange = 0.6 * share, Probability = 1 },
            new RandomContrast { MaxChange = 0.6 * share, Probability = 1 },
            new RandomSaturation { MaxChange = 0.7 * share, Probability = 1 },
            new RandomHue { MaxDegrees = 30 * share, Probability = 1 },
            new RandomBlur { MaxSigma = 2 * share, Probability = 1 },
        ];
        List<IAugmentation> chosen = [new RandomCrop()];
        if (flip)
            chosen.Add(new RandomFlip());
        chosen.Add(new RandomChoice(count, Array.AsReadOnly(options)));
        return Listing.Of(chosen);
    }
}
