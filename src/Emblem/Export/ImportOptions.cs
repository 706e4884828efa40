using Emblem.Foundation;
using Emblem.Imaging;
using Emblem.Models;

namespace Emblem.Export;

/// <summary>What a weights file does not say of itself. Null takes what the file says, else the architecture's own.</summary>
public sealed record ImportOptions
{
    /// <summary>The network; found out from the file's names and shapes when null.</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>A name for each output, in order; empty only for a file that knows its own.</summary>
    public IReadOnlyList<string> Classes { get; init => field = Listing.Of(value); } = Listing.Of<string>([]);

    /// <summary>Sides of the square that the network saw, in pixels.</summary>
    public int? ImageSize { get; init; }

    /// <summary>How pictures of another shape were fitted: <see cref="ResizeMethod.Crop"/> is fast.ai's default, in both versions.</summary>
    public ResizeMethod? Resize { get; init; }

    /// <summary>Normalisation; fast.ai's learners take that of the pretrained weights, ImageNet's.</summary>
    public ImageStatistics? Statistics { get; init; }

    /// <summary>Gets a sentence on which part of the file was taken and what it holds beside it; not called where there is nothing to say.</summary>
    public Action<string>? Remark { get; init; }

    /// <inheritdoc/>
    public override string ToString() => ValueText.Of(this);
}
