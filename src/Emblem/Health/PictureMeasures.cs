using Emblem.Foundation;

namespace Emblem.Health;

/// <summary>
/// What is measured on a small view of a picture, its longer side at most <see cref="ViewSide"/> pixels, as training sees it: upright, sRGB,
/// transparency over white. Percentiles instead of means, so that a logo that fills a twentieth of a white or black ground counts like
/// one that fills it.
/// </summary>
/// <param name="Highlights">
/// The 99th percentile of the strongest channel of each pixel (value in HSV), 0 to 255. Low: the picture has no light at all.
/// </param>
/// <param name="Shadows">
/// The 1st percentile of the weakest channel of each pixel, 0 to 255. High: even the darkest hundredth is nearly white. The weakest channel and
/// not the luma, so that strong yellow on white is not called bright.
/// </param>
/// <param name="Luma">The mean of Rec. 601 luma, 0 to 255; nothing is judged by it.</param>
/// <param name="Sharpness">
/// How hard the hardest edges are: the 99.5th percentile of the absolute Laplacian (four neighbours) of the luma, over the luma's range from
/// its 1st to its 99th percentile. A Laplacian focus measure (Pech-Pacheco et al. 2000; Pertuz et al. 2013), divided by contrast so that a dark
/// picture is not called blurry, and a percentile where they take the variance, so that flat surfaces and blurred backgrounds do not
/// count. 0 and up; 1 for a picture too small to have a Laplacian.
/// </param>
/// <param name="Information">
/// The share of a view of 32 pixels whose luma lies more than 8 of 255 from the commonest, 0 to 1. Averaged so small, noise and compression
/// vanish; the entropy of the histogram, the usual measure, counts them as information and flat logos as having none.
/// </param>
public sealed record PictureMeasures(double Highlights, double Shadows, double Luma, double Sharpness, double Information)
{
    /// <summary>The longer side of the view that is measured, in pixels; smaller pictures are measured as they are.</summary>
    public const int ViewSide = 256;

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
