namespace Emblem.Health;

/// <summary>Holds a picture's measures against the thresholds.</summary>
internal static class HealthRules
{
    /// <summary>The findings of one picture, in the order of <see cref="HealthIssue"/>.</summary>
    public static IEnumerable<HealthFinding> Judge(PictureHealth picture, HealthOptions options)
    {
        PictureMeasures measures = picture.Measures;
        bool empty = measures.Information < options.InformationBelow;
        if (measures.Highlights < options.DarkBelow)
            yield return new HealthFinding(picture, HealthIssue.TooDark, measures.Highlights, options.DarkBelow);
        if (measures.Shadows > options.BrightAbove)
            yield return new HealthFinding(picture, HealthIssue.TooBright, measures.Shadows, options.BrightAbove);

        // Where nothing is, nothing can be sharp.
        if (!empty && measures.Sharpness < options.BlurryBelow)
            yield return new HealthFinding(picture, HealthIssue.Blurry, measures.Sharpness, options.BlurryBelow);
        if (empty)
            yield return new HealthFinding(picture, HealthIssue.LowInformation, measures.Information, options.InformationBelow);
        if (Math.Min(picture.Width, picture.Height) < options.SmallestSide)
            yield return new HealthFinding(picture, HealthIssue.Tiny, Math.Min(picture.Width, picture.Height), options.SmallestSide);
        if (picture.Aspect > options.LargestAspect)
            yield return new HealthFinding(picture, HealthIssue.ExtremeAspect, picture.Aspect, options.LargestAspect);
    }
}
