using Emblem.Imaging;
using Emblem.Interpretation;

namespace Emblem.Export;

/// <summary>Where in a picture a model sees a class.</summary>
/// <param name="View">The picture as the network sees it.</param>
/// <param name="Class">Whose evidence it is.</param>
/// <param name="Heatmap">Over the view; empty where nothing in it speaks for the class.</param>
public sealed record PictureExplanation(PixelImage View, string Class, Heatmap Heatmap)
{
    /// <summary>What a drawing of it shows, in a few words.</summary>
    public string Caption => Heatmap.WhyBlank(Class) ?? $"what speaks for {Class} is bright";

    /// <inheritdoc/>
    public override string ToString() => $"evidence for {Class}: {Heatmap}";
}
