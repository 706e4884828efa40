using Emblem.Foundation;

namespace Emblem.Imaging;

/// <summary>What pictures from the web went through: lost focus, and compression. Works on the sampled picture, blur first.</summary>
/// <param name="BlurSigma">The Gaussian's standard deviation in pixels of the result; 0 is none.</param>
/// <param name="JpegQuality">1 to 100 as JPEG writers count; 0 is none.</param>
public readonly record struct PictureWear(double BlurSigma, int JpegQuality)
{
    /// <summary>Below this a pixel's neighbours weigh less than single precision tells.</summary>
    private const double Faintest = 0.05;

    internal bool Changes => Blurs || JpegQuality > 0;

    private bool Blurs => BlurSigma >= Faintest;

    /// <summary>Wears a whole picture, in 0..1.</summary>
    internal void Apply(ColourPlanes pixels, int width, SamplingScratch scratch)
    {
        if (Blurs)
            GaussianBlur.Run(pixels, width, BlurSigma, scratch);
        if (JpegQuality > 0)
            scratch.Jpeg.Run(pixels, width, JpegQuality);
    }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
