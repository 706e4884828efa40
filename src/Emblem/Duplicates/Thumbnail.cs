using Emblem.Imaging;

namespace Emblem.Duplicates;

/// <summary>What is kept of a picture's pixels: a small gray picture to align and compare, and a smaller one of its colour.</summary>
/// <param name="Gray">Its longer side is <see cref="Fingerprint.ThumbnailSide"/>.</param>
/// <param name="Chroma">Of the whole picture.</param>
internal sealed record Thumbnail(GrayImage Gray, Chroma Chroma)
{
    /// <summary>Of a picture that is not larger than a thumbnail is.</summary>
    public static Thumbnail Of(PixelImage picture) => new(GrayImage.Of(picture).EnlargedTo(Fingerprint.ThumbnailSide), Chroma.Of(picture));
}
