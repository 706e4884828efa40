namespace Emblem.Augmentation;

/// <summary>Ready-made sets of augmentations for training pictures.</summary>
public static class Augmentations
{
    /// <summary>No change but the resize and centre crop that validation and prediction use.</summary>
    public static IReadOnlyList<IAugmentation> None { get; } = Array.AsReadOnly<IAugmentation>([]);

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

        return chosen.AsReadOnly();
    }
}
