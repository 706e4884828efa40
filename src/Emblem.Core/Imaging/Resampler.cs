namespace Emblem.Imaging;

/// <summary>
/// Carries out a <see cref="SamplingPlan"/>: from the decoded bytes to what the network reads with one bilinear interpolation,
/// however many flips, turns and warps there are. Sample points, shrinking and edges are fast.ai v1's
/// (<c>grid_sample</c> with <c>align_corners=True</c>). The result depends on nothing but the arguments.
/// </summary>
public static class Resampler
{
    /// <summary>Samples a picture for a network.</summary>
    /// <param name="source">The decoded picture.</param>
    /// <param name="plan">Made for a picture of this size.</param>
    /// <param name="statistics">Normalisation; <see cref="ImageStatistics.Unchanged"/> leaves values in 0..1.</param>
    /// <param name="destination">Receives 3 × target height × target width floats: all red rows, then green, then blue.</param>
    /// <exception cref="ArgumentException">The plan is for another size, or the destination has another length.</exception>
    public static void Sample(PixelImage source, SamplingPlan plan, ImageStatistics statistics, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Sample(source, plan, statistics, new PictureSlot(destination, plan.TargetWidth, PixelLayout.Planes), new SamplingScratch());
    }

    /// <summary>Samples a picture straight into its place in a batch.</summary>
    /// <inheritdoc cref="Sample(PixelImage, SamplingPlan, ImageStatistics, Span{float})"/>
    internal static void Sample(
        PixelImage source, SamplingPlan plan, ImageStatistics statistics, PictureSlot destination, SamplingScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(statistics);
        if (source.Width != plan.SourceWidth || source.Height != plan.SourceHeight)
        {
            throw new ArgumentException(
                $"The plan is for a {plan.SourceWidth}×{plan.SourceHeight} picture, got {source.Width}×{source.Height}.",
                nameof(plan));
        }

        long expected = 3L * plan.TargetWidth * plan.TargetHeight;
        if (destination.Length != expected)
        {
            throw new ArgumentException(
                $"The result has {expected} values, got room for {destination.Length}.", nameof(destination));
        }

        SamplingGeometry geometry = scratch.Geometry;
        geometry.Follow(plan);
        scratch.Lighting.Follow(plan);
        if (geometry.ShrunkWidth == source.Width && geometry.ShrunkHeight == source.Height)
            Run(new BytePixels(source), geometry, plan, statistics, destination, scratch);
        else
            Run(new ShrunkPixels(scratch.Shrink.Run(source, geometry.ShrunkWidth, geometry.ShrunkHeight)), geometry, plan, statistics, destination, scratch);
    }

    /// <summary>Samples a picture for people: what the network sees, before normalisation, in 8 bits.</summary>
    /// <exception cref="ArgumentException">The plan is for another size.</exception>
    public static PixelImage Sample(PixelImage source, SamplingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        int pixels = checked(plan.TargetWidth * plan.TargetHeight);
        var planes = new float[checked(3 * pixels)];
        Sample(source, plan, ImageStatistics.Unchanged, planes);
        var bytes = new byte[planes.Length];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(Math.Clamp(planes[(i % 3 * pixels) + (i / 3)], 0, 1) * 255 + 0.5f);
        return new PixelImage(plan.TargetWidth, plan.TargetHeight, bytes);
    }

    /// <summary>
    /// Row by row, so that each is finished while it is in the cache: look up, blend, light, colour, normalise, store. Only wear, which mixes rows,
    /// waits for all of them.
    /// </summary>
    private static void Run<TSource>(
        TSource source,
        SamplingGeometry geometry,
        SamplingPlan plan,
        ImageStatistics statistics,
        PictureSlot destination,
        SamplingScratch scratch)
        where TSource : ISourcePixels, allows ref struct
    {
        (int width, int height) = (geometry.Columns.Length, geometry.Rows.Length);
        ColourPlanes pixels = scratch.Row(width);
        ColourPlanes picture = plan.Wear.Changes ? scratch.Picture(checked(width * height)) : default;
        var sampler = new RowSampler<TSource>(source, geometry, plan.Padding);
        for (int row = 0; row < height; row++)
        {
            if (plan.Jitter.Magnitude > 0)
                sampler.Sample(row, pixels, plan.Jitter);
            else
                sampler.Sample(row, pixels);
            if (scratch.Lighting.Changes)
                scratch.Lighting.Apply(pixels.All);
            if (plan.Colour != ColourMatrix.Identity)
                plan.Colour.Apply(pixels);
            if (plan.Wear.Changes)
                pixels.CopyTo(picture, row, width);
            else
                Finish(row, pixels, plan.Erasure, statistics, destination);
        }

        if (!plan.Wear.Changes)
            return;
        plan.Wear.Apply(picture, width, scratch);
        for (int row = 0; row < height; row++)
        {
            picture.CopyRowTo(pixels, row, width);
            Finish(row, pixels, plan.Erasure, statistics, destination);
        }
    }

    private static void Finish(int row, ColourPlanes pixels, Erasure? erasure, ImageStatistics statistics, PictureSlot destination)
    {
        erasure?.Paint(row, pixels);
        pixels.Normalise(statistics);
        destination.Write(row, pixels);
    }
}
